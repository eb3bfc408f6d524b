using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;

namespace Tracker.Modules.Identity.Accounts;

/// <summary>Deactivates an account without deleting it (document 003 §10.6): no more logins, refreshes or requests as this user.</summary>
/// <param name="UserId">The account.</param>
/// <param name="Actor">The user or an admin.</param>
public sealed record DeactivateUserCommand(Guid UserId, Actor Actor);

public enum DeactivateUserFailure
{
    /// <summary>The actor may not, or learn whether the account exists.</summary>
    NotAllowed,

    UserNotFound,
}

/// <summary>Deactivates users. Repeating it changes nothing.</summary>
public sealed class DeactivateUserHandler
{
    private readonly Database database;
    private readonly UserStore users;
    private readonly TimeProvider clock;

    internal DeactivateUserHandler(Database database, UserStore users, TimeProvider clock) =>
        (this.database, this.users, this.clock) = (database, users, clock);

    /// <summary>Deactivates the user, revokes all their refresh tokens, and returns the id.</summary>
    public async Task<Outcome<Guid, DeactivateUserFailure>> Handle(DeactivateUserCommand command, CancellationToken ct)
    {
        if (!command.Actor.MayDeactivate(command.UserId))
        {
            return DeactivateUserFailure.NotAllowed;
        }

        if (await users.FindByIdAsync(command.UserId, ct) is not { } user)
        {
            return DeactivateUserFailure.UserNotFound;
        }

        await using var work = database.Begin();
        users.Deactivate(work, user.Id, clock.UtcNow());
        RefreshTokenStore.RevokeAllOf(work, user.Id);
        await work.CommitAsync(ct);
        return user.Id;
    }
}
