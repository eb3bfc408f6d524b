using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Identity.Accounts;

/// <summary>Ensures at start that the admin of <c>ADMIN_EMAIL</c> and <c>ADMIN_PASSWORD</c> exists.</summary>
/// <param name="Account">The account to create, with the role admin whatever its own role is.</param>
public sealed record CreateOrLeaveAdminCommand(RegisterUserCommand Account);

/// <summary>Creates the admin of a new installation. Any number of instances can do so at once.</summary>
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
