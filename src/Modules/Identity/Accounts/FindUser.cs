using Tracker.Modules.Identity.Storage;

namespace Tracker.Modules.Identity.Accounts;

public sealed class FindUserHandler
{
    private readonly UserStore users;

    internal FindUserHandler(UserStore users) => this.users = users;

    /// <summary>The user with this UUID, or null.</summary>
    public Task<User?> ByIdAsync(Guid id, CancellationToken ct) => users.FindByIdAsync(id, ct);

    /// <summary>The user with this number, or null.</summary>
    public Task<User?> ByNumberAsync(long number, CancellationToken ct) => users.FindByNumberAsync(number, ct);
}
