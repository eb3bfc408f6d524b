using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Identity.Accounts;

/// <summary>
/// Gives a user the admin role (<c>user promote</c>). It takes effect with the next request where the role is read from the database, and
/// with the next login where it is read from the token.
/// </summary>
/// <param name="Email">In any case.</param>
public sealed record PromoteUserCommand(EmailAddress Email);

public enum PromoteUserFailure
{
    UserNotFound,
}

/// <summary>Promotes users. Promoting an admin changes nothing.</summary>
public sealed class PromoteUserHandler
{
    private readonly Database database;
    private readonly UserStore users;
    private readonly TimeProvider clock;

    internal PromoteUserHandler(Database database, UserStore users, TimeProvider clock) =>
        (this.database, this.users, this.clock) = (database, users, clock);

    /// <summary>Promotes the user and returns the id.</summary>
    public async Task<Outcome<Guid, PromoteUserFailure>> Handle(PromoteUserCommand command, CancellationToken ct)
    {
        if (await users.FindByEmailAsync(command.Email, ct) is not { } user)
        {
            return PromoteUserFailure.UserNotFound;
        }

        await using var work = database.Begin();
        users.SetRole(work, user.Id, Roles.Admin, clock.UtcNow());
        await work.CommitAsync(ct);
        return user.Id;
    }
}
