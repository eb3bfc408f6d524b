using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Identity.Accounts;

/// <summary>Sees to it at start that there is an admin with this address (<c>ADMIN_EMAIL</c>, <c>ADMIN_PASSWORD</c>).</summary>
/// <param name="Account">The account to open; its role is admin whatever it says.</param>
public sealed record CreateOrLeaveAdminCommand(RegisterUserCommand Account);

/// <summary>Creates the admin of a new installation. Any number of instances may do so at once.</summary>
public sealed class CreateOrLeaveAdminHandler
{
    private readonly UserStore users;
    private readonly RegisterUserHandler register;

    internal CreateOrLeaveAdminHandler(UserStore users, RegisterUserHandler register) => (this.users, this.register) = (users, register);

    /// <summary>Creates the admin. An account that has the address already keeps its role and password.</summary>
    /// <returns>The admin; <see cref="RegisterUserFailure.EmailTaken"/> when the account exists.</returns>
    public async Task<Outcome<User, RegisterUserFailure>> Handle(CreateOrLeaveAdminCommand command, CancellationToken ct) =>
        await users.FindByEmailAsync(command.Account.Email, ct) is not null
            ? RegisterUserFailure.EmailTaken
            : await register.Handle(command.Account with { Role = Roles.Admin }, ct);
}
