using Tracker.Modules.Identity.Passwords;
using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;

namespace Tracker.Modules.Identity.Sessions;

/// <summary>Requests a session (document 002 §4.1).</summary>
/// <param name="Login">E-mail address or username, in any case.</param>
/// <param name="Password">Byte for byte as typed.</param>
public sealed record LogInCommand(string Login, Secret Password)
{
    /// <summary>Hidden, since users must not be logged.</summary>
    public override string ToString() => nameof(LogInCommand);
}

public enum LogInFailure
{
    /// <summary>The login is unknown or the password is wrong. The two look alike and take the same time.</summary>
    InvalidCredentials,

    /// <summary>The password is right, but the account is deactivated.</summary>
    AccountDeactivated,

    /// <summary>Too many passwords wait to be hashed; retry later.</summary>
    Busy,
}

/// <summary>Opens sessions for logins with a password.</summary>
public sealed class LogInHandler
{
    private readonly Database database;
    private readonly UserStore users;
    private readonly PasswordHasher hasher;
    private readonly AccessTokens tokens;
    private readonly IdentityPolicy policy;
    private readonly IAuditTrail audit;
    private readonly TimeProvider clock;

    internal LogInHandler(
        Database database,
        UserStore users,
        PasswordHasher hasher,
        AccessTokens tokens,
        IdentityPolicy policy,
        IAuditTrail audit,
        TimeProvider clock) =>
        (this.database, this.users, this.hasher, this.tokens, this.policy, this.audit, this.clock) =
        (database, users, hasher, tokens, policy, audit, clock);

    public async Task<Outcome<Session, LogInFailure>> Handle(LogInCommand command, CancellationToken ct)
    {
        // Skip the lookup for over-long logins: folding their letters could cost more than the password check.
        var named = command.Login.Length <= EmailAddress.MaxLength ? await users.FindCredentialsAsync(command.Login, ct) : [];
        if (named.Count == 0)
        {
            return await hasher.EqualizeAsync(command.Password, ct) == PasswordCheck.Busy
                ? LogInFailure.Busy
                : LogInFailure.InvalidCredentials;
        }

        // Where the address of one user is the username of another, the password tells which of them logs in.
        foreach (var credentials in named)
        {
            switch (await hasher.VerifyAsync(command.Password, credentials.PasswordHash, ct))
            {
                case PasswordCheck.Busy:
                    return LogInFailure.Busy;
                case PasswordCheck.Match:
                    return credentials.User.IsActive ? await OpenSessionAsync(credentials, ct) : LogInFailure.AccountDeactivated;
            }
        }

        return LogInFailure.InvalidCredentials;
    }

    private async Task<Outcome<Session, LogInFailure>> OpenSessionAsync(Credentials credentials, CancellationToken ct)
    {
        var now = clock.UtcNow();
        await using var work = database.Begin();
        var family = Guid.CreateVersion7(new DateTimeOffset(now));
        var refresh = policy.RefreshTokenLifetime is null ? null : OpaqueToken.Create();
        if (refresh is not null
            && !await RefreshTokenStore.StartFamilyAsync(
                work, family, credentials, refresh.Hash, now + policy.RefreshTokenLifetime!.Value, now, ct))
        {
            // The password was changed during the check.
            return LogInFailure.InvalidCredentials;
        }

        if (policy.AuditEvents is { } events)
        {
            audit.Append(work, new AuditEntry(events.LogIn, credentials.User.Id, [], AuditEntry.NoDetails, now));
        }

        await work.CommitAsync(ct);
        return tokens.Open(credentials.User, refresh is null ? null : family, refresh?.Text);
    }
}
