using Shouldly;
using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Security;

namespace Tracker.Tests.Modules.Identity;

public sealed class PurgeDeactivatedUsersTests
{
    [Fact]
    public async Task An_account_is_purged_exactly_90_days_after_its_deactivation()
    {
        await using var host = await IdentityHost.StartAsync();
        var gone = await DeactivatedAsync(host, "gone@example.com");
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        var later = await DeactivatedAsync(host, "later@example.com");
        var active = await host.RegisterAsync("active@example.com");
        host.Clock.Advance(TimeSpan.FromDays(90) - TimeSpan.FromSeconds(1));

        (await Purge(host).CountDueAsync(default)).ShouldBe(1);
        (await Purge(host).StepAsync(default)).ShouldBe(1);
        (await Purge(host).StepAsync(default)).ShouldBe(0);

        (await FindAsync(host, gone)).ShouldBeNull();
        (await FindAsync(host, later)).ShouldNotBeNull();
        (await FindAsync(host, active.Id)).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_purge_deletes_the_sessions_and_frees_the_address()
    {
        await using var host = await IdentityHost.StartAsync();
        await DeactivatedAsync(host, "ann@example.com", loggedIn: true);
        host.Clock.Advance(TimeSpan.FromDays(91));

        await Purge(host).StepAsync(default);

        (await host.ScalarAsync<int>("select count(*) from refresh_tokens")).ShouldBe(0);
        (await host.RegisterAsync("ann@example.com")).IsActive.ShouldBeTrue();
    }

    [Fact]
    public async Task A_large_purge_runs_in_batches_over_the_index()
    {
        await using var host = await IdentityHost.StartAsync();
        await host.ExecuteAsync(
            """
            insert into users (id, email, password_hash, role, is_active, deactivated_at)
            select gen_random_uuid(), i || '@example.com', '-', 'user', i > 1200, case when i <= 1200 then timestamptz '2025-01-01' end
            from generate_series(1, 20000) i
            """);
        await host.ExecuteAsync("analyze users");

        (await Purge(host).CountDueAsync(default)).ShouldBe(1200);
        var steps = new List<int>();
        while (await Purge(host).StepAsync(default) is > 0 and var some)
        {
            steps.Add(some);
        }

        steps.ShouldBe([500, 500, 200]);
        var plan = await host.ScalarAsync<string>(
            "explain (format json) select id from users where not is_active and deactivated_at <= now() order by deactivated_at limit 500");
        plan.ShouldNotBeNull().ShouldContain("idx_users_deactivated_at");
    }

    private static PurgeDeactivatedUsers Purge(IdentityHost host) => host.Get<PurgeDeactivatedUsers>();

    private static Task<User?> FindAsync(IdentityHost host, Guid id) => host.Get<FindUserHandler>().ByIdAsync(id, default);

    private static async Task<Guid> DeactivatedAsync(IdentityHost host, string email, bool loggedIn = false)
    {
        var user = await host.RegisterAsync(email);
        if (loggedIn)
        {
            await host.LogInAsync(email);
        }

        await host.Get<DeactivateUserHandler>().Handle(
            new DeactivateUserCommand(user.Id, new Actor(user.Id, ActorRole.User)), default);
        return user.Id;
    }
}
