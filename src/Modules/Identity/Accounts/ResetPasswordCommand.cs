using Tracker.Modules.Identity.Passwords;
using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Identity.Accounts;

/// <summary>Sets a user's password without the old one (<c>user reset-password</c>).</summary>
/// <param name="Email">In any case.</param>
public sealed record ResetPasswordCommand(EmailAddress Email, NewPassword Password);

public enum ResetPasswordFailure
{
    UserNotFound,

    /// <summary>Too many passwords wait to be hashed; retry later.</summary>
    Busy,
}

/// <summary>Resets passwords for an operator.</summary>
public sealed class ResetPasswordHandler
{
    // The audit entry belongs to the owner's account, although the owner did not act.
    private static readonly ReadOnlyMemory<byte> ByTheSystem = """{"system":true}"""u8.ToArray();

    private readonly Database database;
    private readonly UserStore users;
    private readonly PasswordHasher hasher;
    private readonly IdentityPolicy policy;
    private readonly IAuditTrail audit;
    private readonly TimeProvider clock;

    internal ResetPasswordHandler(
        Database database, UserStore users, PasswordHasher hasher, IdentityPolicy policy, IAuditTrail audit, TimeProvider clock) =>
        (this.database, this.users, this.hasher, this.policy, this.audit, this.clock) = (database, users, hasher, policy, audit, clock);

    /// <summary>Resets the password, revokes all refresh tokens of the user, and returns the id.</summary>
    public async Task<Outcome<Guid, ResetPasswordFailure>> Handle(ResetPasswordCommand command, CancellationToken ct)
    {
        if (await users.FindByEmailAsync(command.Email, ct) is not { } user)
        {
            return ResetPasswordFailure.UserNotFound;
        }

        if (await hasher.HashAsync(command.Password.Secret, ct) is not { } hash)
        {
            return ResetPasswordFailure.Busy;
        }

        var now = clock.UtcNow();
        await using var work = database.Begin();
        UserStore.ResetPassword(work, user.Id, hash, now);
        RefreshTokenStore.RevokeAllOf(work, user.Id);
        if (policy.AuditEvents is { } events)
        {
            audit.Append(work, new AuditEntry(events.PasswordChanged, user.Id, [], ByTheSystem, now));
        }

        await work.CommitAsync(ct);
        return user.Id;
    }
}
