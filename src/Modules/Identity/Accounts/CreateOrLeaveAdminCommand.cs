using Tracker.Modules.Identity.Storage;

namespace Tracker.Modules.Identity.Accounts;

/// <summary>Sees to it at start that there is an admin with this address (<c>ADMIN_EMAIL</c>, <c>ADMIN_PASSWORD</c>).</summary>
/// <param name="Account">The account to open; its role is admin whatever it says.</param>
public sealed record CreateOrLeaveAdminCommand(RegisterUserCommand Account);

/// <summary>What was done about the admin.</summary>
public enum AdminOutcome
{
    Created,

    /// <summary>An account with this address exists; neither its role nor its password was touched.</summary>
    LeftAlone,

    /// <summary>No account was opened: its username belongs to somebody else.</summary>
    UsernameTaken,

    /// <summary>No account was opened: too many passwords wait to be hashed.</summary>
    Busy,
}

/// <summary>Creates the admin of a new installation. Any number of instances may do so at once.</summary>
public sealed class CreateOrLeaveAdminHandler
{
    private readonly UserStore users;
    private readonly RegisterUserHandler register;

    internal CreateOrLeaveAdminHandler(UserStore users, RegisterUserHandler register) => (this.users, this.register) = (users, register);

    /// <summary>Creates the admin unless the address is known.</summary>
    public async Task<AdminOutcome> Handle(CreateOrLeaveAdminCommand command, CancellationToken ct)
    {
        if (await users.FindByEmailAsync(command.Account.Email, ct) is not null)
        {
            return AdminOutcome.LeftAlone;
        }

        var created = await register.Handle(command.Account with { Role = Roles.Admin }, ct);
        return created.Succeeded(out _, out var failure) ? AdminOutcome.Created : failure switch
        {
            // Another instance was first.
            RegisterUserFailure.EmailTaken => AdminOutcome.LeftAlone,
            RegisterUserFailure.UsernameTaken => AdminOutcome.UsernameTaken,
            RegisterUserFailure.Busy => AdminOutcome.Busy,
        };
    }
}
