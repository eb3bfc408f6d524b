using Tracker.Modules.Identity.Accounts;
using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;
using Tracker.Platform.Security.Passwords;

namespace Tracker.Modules.Identity.Sessions;

/// <summary>Replaces the user's own password (document 002 §5.3).</summary>
/// <param name="Current">As typed.</param>
public sealed record ChangePasswordCommand(Guid UserId, Secret Current, NewPassword Next);

public enum ChangePasswordResult
{
    /// <summary>The new password is stored, and all refresh tokens of the user are revoked.</summary>
    Changed,

    /// <summary>The current password is wrong.</summary>
    WrongCurrentPassword,

    /// <summary>The user does not exist or is deactivated.</summary>
    UserNotFound,

    /// <summary>Too many passwords wait to be hashed; retry later.</summary>
    Busy,
}

/// <summary>Changes passwords of users who know the current one.</summary>
public sealed class ChangePasswordHandler
{
    private readonly Database database;
    private readonly UserStore users;
    private readonly PasswordHasher hasher;
    private readonly IdentityPolicy policy;
    private readonly IAuditTrail audit;
    private readonly TimeProvider clock;

    internal ChangePasswordHandler(
        Database database, UserStore users, PasswordHasher hasher, IdentityPolicy policy, IAuditTrail audit, TimeProvider clock) =>
        (this.database, this.users, this.hasher, this.policy, this.audit, this.clock) = (database, users, hasher, policy, audit, clock);

    public async Task<ChangePasswordResult> Handle(ChangePasswordCommand command, CancellationToken ct)
    {
        if (await users.FindCredentialsAsync(command.UserId, ct) is not { User.IsActive: true } credentials)
        {
            return ChangePasswordResult.UserNotFound;
        }

        var check = await hasher.VerifyAsync(command.Current, credentials.PasswordHash, ct);
        if (check != PasswordCheck.Match)
        {
            return check == PasswordCheck.Busy ? ChangePasswordResult.Busy : ChangePasswordResult.WrongCurrentPassword;
        }

        return await hasher.HashAsync(command.Next.Secret, ct) is { } hash
            ? await ReplaceAsync(credentials, hash, ct)
            : ChangePasswordResult.Busy;
    }

    private async Task<ChangePasswordResult> ReplaceAsync(Credentials credentials, string hash, CancellationToken ct)
    {
        var (user, now) = (credentials.User, clock.UtcNow());
        await using var work = database.Begin();
        if (!await UserStore.ReplacePasswordAsync(work, user.Id, credentials.PasswordHash, hash, now, ct))
        {
            // Another request changed the password during the check.
            return ChangePasswordResult.WrongCurrentPassword;
        }

        RefreshTokenStore.RevokeAllOf(work, user.Id);
        if (policy.AuditEvents is { } events)
        {
            audit.Append(work, new AuditEntry(events.PasswordChanged, user.Id, [], AuditEntry.NoDetails, now));
        }

        await work.CommitAsync(ct);
        return ChangePasswordResult.Changed;
    }
}
