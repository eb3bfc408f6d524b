using Microsoft.Extensions.Logging;
using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;

namespace Tracker.Modules.Identity.Sessions;

/// <summary>Exchanges a refresh token for a new session (document 002 §4.1).</summary>
/// <param name="RefreshToken">Whatever the client presented.</param>
public sealed record RefreshSession(string RefreshToken)
{
    /// <summary>Without the token.</summary>
    public override string ToString() => nameof(RefreshSession);
}

/// <summary>Why there is no new session. Clients are told 401 either way.</summary>
public enum RefreshSessionFailure
{
    /// <summary>The token is unknown or expired, or its user is inactive.</summary>
    InvalidToken,

    /// <summary>The token was used or revoked before. Since only one of its two holders can be honest, every token of its family is revoked now.</summary>
    TokenReused,
}

/// <summary>Renews sessions. A token works once; with it goes the right to the next.</summary>
public sealed partial class RefreshSessionHandler
{
    private readonly Database database;
    private readonly UserStore users;
    private readonly RefreshTokenStore refreshTokens;
    private readonly AccessTokens tokens;
    private readonly IdentityPolicy policy;
    private readonly TimeProvider clock;
    private readonly ILogger<RefreshSessionHandler> logger;

    internal RefreshSessionHandler(
        Database database, UserStore users, RefreshTokenStore refreshTokens, AccessTokens tokens, IdentityPolicy policy, TimeProvider clock,
        ILogger<RefreshSessionHandler> logger) =>
        (this.database, this.users, this.refreshTokens, this.tokens, this.policy, this.clock, this.logger) =
        (database, users, refreshTokens, tokens, policy, clock, logger);

    /// <summary>Uses the token up and opens the next session.</summary>
    /// <exception cref="InvalidOperationException">The system has no refresh tokens.</exception>
    public async Task<Outcome<Session, RefreshSessionFailure>> Handle(RefreshSession command, CancellationToken ct)
    {
        var lifetime = policy.RefreshTokenLifetime ?? throw new InvalidOperationException("This system's policy has no refresh tokens.");
        var now = clock.UtcNow();
        var hash = OpaqueToken.HashOf(command.RefreshToken);
        var next = OpaqueToken.Create();
        TokenFamily? family;
        await using (var work = database.Begin())
        {
            family = await RefreshTokenStore.UseAsync(work, hash, now, ct);
            if (family is not null)
            {
                RefreshTokenStore.Continue(work, family, next.Hash, now + lifetime, now);
                await work.CommitAsync(ct);
            }
        }

        if (family is null)
        {
            return await RefuseAsync(hash, ct);
        }

        var user = await users.FindByIdAsync(family.UserId, ct);
        return user is null ? RefreshSessionFailure.InvalidToken : tokens.Open(user, next.Text);
    }

    // In a transaction of its own: the one that failed to use the token still held a share lock on the user's row, and two such could not both go on to revoke.
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
        [LoggerMessage(4003, LogLevel.Warning, "A refresh token of user {UserId} was presented again; its family {FamilyId} is revoked")]
        public static partial void TokenReused(ILogger logger, Guid userId, Guid familyId);
    }
}
