using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security.Passwords;

namespace Tracker.Modules.Identity.Accounts;

/// <summary>Gives a user a new password without asking for the old one (<c>user reset-password</c>).</summary>
/// <param name="Email">Whose password, in whatever case.</param>
/// <param name="Password">The new one.</param>
public sealed record ResetPasswordCommand(EmailAddress Email, NewPassword Password);

public enum ResetPasswordFailure
{
    UserNotFound,

    /// <summary>Too many passwords wait to be hashed; later it will work.</summary>
    Busy,
}

/// <summary>Resets passwords on behalf of an operator.</summary>
public sealed class ResetPasswordHandler
{
    // The owner did not do it, but it is their account the entry belongs to.
    private static readonly ReadOnlyMemory<byte> ByTheSystem = """{"system":true}"""u8.ToArray();

    private readonly Database database;
    private readonly UserStore users;
    private readonly PasswordHasher hasher;
    private readonly IdentityPolicy policy;
    private readonly IAuditTrail audit;
    private readonly TimeProvider clock;

    internal ResetPasswordHandler(Database database, UserStore users, PasswordHasher hasher, IdentityPolicy policy, IAuditTrail audit, TimeProvider clock) =>
        (this.database, this.users, this.hasher, this.policy, this.audit, this.clock) = (database, users, hasher, policy, audit, clock);

    /// <summary>Resets the password, revokes every refresh token of the user, and tells the id.</summary>
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
