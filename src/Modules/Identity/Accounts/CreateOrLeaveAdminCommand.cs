using Tracker.Modules.Identity.Storage;

namespace Tracker.Modules.Identity.Accounts;

/// <summary>Ensures at start that the admin of <c>ADMIN_EMAIL</c> and <c>ADMIN_PASSWORD</c> exists.</summary>
/// <param name="Account">The account to create, with the role admin whatever its own role is.</param>
public sealed record CreateOrLeaveAdminCommand(RegisterUserCommand Account);

public enum AdminOutcome
{
    Created,

    /// <summary>An account with this address exists; its role and password are unchanged.</summary>
    LeftAlone,

    /// <summary>Not created: the username is taken.</summary>
    UsernameTaken,

    /// <summary>Not created: too many passwords wait to be hashed.</summary>
    Busy,
}

/// <summary>Creates the admin of a new installation. Any number of instances can do so at once.</summary>
public sealed class CreateOrLeaveAdminHandler
{
    private readonly UserStore users;
    private readonly RegisterUserHandler register;

    internal CreateOrLeaveAdminHandler(UserStore users, RegisterUserHandler register) => (this.users, this.register) = (users, register);

    /// <summary>Creates the admin unless the address has an account.</summary>
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
