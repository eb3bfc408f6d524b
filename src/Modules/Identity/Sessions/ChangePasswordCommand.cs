using Tracker.Modules.Identity.Accounts;
using Tracker.Modules.Identity.Passwords;
using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;

namespace Tracker.Modules.Identity.Sessions;

/// <summary>Replaces the user's own password (document 002 §5.3).</summary>
/// <param name="Current">As typed.</param>
public sealed record ChangePasswordCommand(Guid UserId, Secret Current, NewPassword Next);

/// <summary>Why a password was not changed.</summary>
public enum ChangePasswordFailure
{
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

    /// <summary>Stores the new password and revokes all refresh tokens of the user.</summary>
    /// <returns>The id of the user.</returns>
    public async Task<Outcome<Guid, ChangePasswordFailure>> Handle(ChangePasswordCommand command, CancellationToken ct)
    {
        if (await users.FindCredentialsAsync(command.UserId, ct) is not { User.IsActive: true } credentials)
        {
            return ChangePasswordFailure.UserNotFound;
        }

        var check = await hasher.VerifyAsync(command.Current, credentials.PasswordHash, ct);
        if (check != PasswordCheck.Match)
        {
            return check == PasswordCheck.Busy ? ChangePasswordFailure.Busy : ChangePasswordFailure.WrongCurrentPassword;
        }

        return await hasher.HashAsync(command.Next.Secret, ct) is { } hash
            ? await ReplaceAsync(credentials, hash, ct)
            : ChangePasswordFailure.Busy;
    }

    private async Task<Outcome<Guid, ChangePasswordFailure>> ReplaceAsync(Credentials credentials, string hash, CancellationToken ct)
    {
        var (user, now) = (credentials.User, clock.UtcNow());
        await using var work = database.Begin();
        if (!await UserStore.ReplacePasswordAsync(work, user.Id, credentials.PasswordHash, hash, now, ct))
        {
            // Another request changed the password during the check.
            return ChangePasswordFailure.WrongCurrentPassword;
        }

        RefreshTokenStore.RevokeAllOf(work, user.Id);
        if (policy.AuditEvents is { } events)
        {
            audit.Append(work, new AuditEntry(events.PasswordChanged, user.Id, [], AuditEntry.NoDetails, now));
        }

        await work.CommitAsync(ct);
        return user.Id;
    }
}
