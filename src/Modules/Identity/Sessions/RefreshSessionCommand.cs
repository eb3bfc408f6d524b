using Microsoft.Extensions.Logging;
using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;

namespace Tracker.Modules.Identity.Sessions;

/// <summary>Exchanges a refresh token for a new session (document 002 §4.1).</summary>
/// <param name="RefreshToken">Any text a client sent.</param>
public sealed record RefreshSessionCommand(string RefreshToken)
{
    public override string ToString() => nameof(RefreshSessionCommand);
}

/// <summary>Clients get 401 for every failure.</summary>
public enum RefreshSessionFailure
{
    /// <summary>The token is unknown or expired, or its user is inactive.</summary>
    InvalidToken,

    /// <summary>
    /// The token was already used or revoked. One of its two holders is not the user, so all tokens of its family are now revoked.
    /// </summary>
    TokenReused,
}

/// <summary>Renews sessions. Each refresh token works once.</summary>
public sealed partial class RefreshSessionHandler
{
    private readonly Database database;
    private readonly RefreshTokenStore refreshTokens;
    private readonly AccessTokens tokens;
    private readonly IdentityPolicy policy;
    private readonly TimeProvider clock;
    private readonly ILogger<RefreshSessionHandler> logger;

    internal RefreshSessionHandler(
        Database database, RefreshTokenStore refreshTokens, AccessTokens tokens, IdentityPolicy policy, TimeProvider clock,
        ILogger<RefreshSessionHandler> logger) =>
        (this.database, this.refreshTokens, this.tokens, this.policy, this.clock, this.logger) =
        (database, refreshTokens, tokens, policy, clock, logger);

    /// <summary>Uses the token and opens the next session.</summary>
    /// <exception cref="InvalidOperationException">The system has no refresh tokens.</exception>
    public async Task<Outcome<Session, RefreshSessionFailure>> Handle(RefreshSessionCommand command, CancellationToken ct)
    {
        var lifetime = policy.RefreshTokenLifetime ?? throw new InvalidOperationException("This system's policy has no refresh tokens.");
        var now = clock.UtcNow();
        var hash = OpaqueToken.HashOf(command.RefreshToken);
        var next = OpaqueToken.Create();
        await using (var work = database.Begin())
        {
            if (await RefreshTokenStore.UseAsync(work, hash, now, ct) is { } family)
            {
                RefreshTokenStore.Continue(work, family, next.Hash, now + lifetime, now);
                // Commit last, when nothing else can fail: a client without a session would retry with the same token, which looks like a
                // theft.
                var session = tokens.Open(await UserStore.GetAsync(work, family.UserId, ct), family.FamilyId, next.Text);
                await work.CommitAsync(ct);
                return session;
            }
        }

        return await RefuseAsync(hash, ct);
    }

    // In its own transaction: the one that failed to use the token has a share lock on the user's row, and two such transactions would
    // block each other when they revoke.
    private async Task<RefreshSessionFailure> RefuseAsync(byte[] hash, CancellationToken ct)
    {
        if (await refreshTokens.FindFamilyAsync(hash, ct) is not { Revoked: true } reused)
        {
            return RefreshSessionFailure.InvalidToken;
        }

        await using var work = database.Begin();
        RefreshTokenStore.RevokeFamily(work, reused.Family);
        await work.CommitAsync(ct);
        Log.TokenReused(logger, reused.Family.UserId, reused.Family.FamilyId);
        return RefreshSessionFailure.TokenReused;
    }

    private static partial class Log
    {
        [LoggerMessage(4003, LogLevel.Warning, "A refresh token of user {UserId} was used again; its family {FamilyId} is revoked")]
        public static partial void TokenReused(ILogger logger, Guid userId, Guid familyId);
    }
}
