using Tracker.Modules.Identity.Storage;

namespace Tracker.Modules.Identity.Accounts;

public sealed class FindUserHandler
{
    private readonly UserStore users;

    internal FindUserHandler(UserStore users) => this.users = users;

    public Task<User?> ByIdAsync(Guid id, CancellationToken ct) => users.FindByIdAsync(id, ct);

    public Task<User?> ByNumberAsync(long number, CancellationToken ct) => users.FindByNumberAsync(number, ct);
}
