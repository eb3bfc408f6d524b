using Tracker.Modules.Identity.Storage;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;

namespace Tracker.Modules.Identity.Accounts;

/// <summary>Reads an account, a deactivated one too (document 003 §4.1).</summary>
/// <param name="UserId">Whose.</param>
/// <param name="Reader">Who asks: the user, an admin or a service.</param>
public sealed record GetUserQuery(Guid UserId, Actor Reader);

/// <summary>Why an account is not shown.</summary>
public enum GetUserFailure
{
    /// <summary>The reader may not see it, or learn whether it exists.</summary>
    NotAllowed,

    /// <summary>There is none.</summary>
    NotFound,
}

/// <summary>Reads accounts for those who may see them.</summary>
public sealed class GetUserHandler
{
    private readonly UserStore users;

    internal GetUserHandler(UserStore users) => this.users = users;

    /// <summary>Reads one.</summary>
    public async Task<Outcome<User, GetUserFailure>> Handle(GetUserQuery query, CancellationToken ct) =>
        !query.Reader.MayRead(query.UserId) ? GetUserFailure.NotAllowed
        : await users.FindByIdAsync(query.UserId, ct) is { } user ? user
        : GetUserFailure.NotFound;
}
