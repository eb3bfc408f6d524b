using System.Diagnostics;
using MySqlConnector;
using Shouldly;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.MySql;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Persistence.MySql;

/// <summary>A server that is frozen, killed or read-only.</summary>
public sealed class MySqlOutageTests : IAsyncLifetime
{
    private static readonly TimeSpan FrozenLimit = TimeSpan.FromSeconds(6);
    private TestMariaDb server = null!;
    private MySqlDatabase database = null!;

    public async ValueTask InitializeAsync()
    {
        server = await TestMariaDb.StartAsync(durable: true);
        database = new MySqlDatabase(await server.NewDatabaseAsync());
        await database.MigrateAsync(
            [new MigrationSet("things", [new Migration(1, "0001_things.sql", "create table things (id int primary key)")])],
            CancellationToken.None);
        await Task.WhenAll(InsertAsync(1), InsertAsync(2), CountAsync(), CountAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await database.DisposeAsync();
        await server.DisposeAsync();
    }

    [Fact]
    public async Task A_frozen_server_is_away_within_six_seconds()
    {
        await server.FreezeAsync();
        try
        {
            // Also without a pooled connection: each use takes one more.
            await Task.WhenAll(
                ShouldBeAwayAsync(CountAsync, FrozenLimit),
                ShouldBeAwayAsync(CountAsync, FrozenLimit),
                ShouldBeAwayAsync(CountAsync, FrozenLimit),
                ShouldBeAwayAsync(() => InsertAsync(3), FrozenLimit),
                ShouldBeAwayAsync(() => InsertAsync(4), FrozenLimit),
                ShouldBeAwayAsync(() => InsertAsync(5), FrozenLimit),
                ShouldBeAwayAsync(LockAsync, FrozenLimit));
            await Should.ThrowAsync<OperationCanceledException>(ProbeAsync);
        }
        finally
        {
            server.Thaw();
        }

        await Soon.BecomesTrue(ProbeAsync);
        await InsertAsync(6);
        (await CountAsync()).ShouldBeGreaterThanOrEqualTo(3);
    }

    [Fact]
    public async Task A_frozen_server_is_away_for_idle_connections()
    {
        // Both pooled connections of the writes are idle.
        await server.FreezeAsync();
        try
        {
            await Task.WhenAll(ShouldBeAwayAsync(LockAsync, FrozenLimit), ShouldBeAwayAsync(LockAsync, FrozenLimit));
        }
        finally
        {
            server.Thaw();
        }
    }

    [Fact]
    public async Task A_killed_server_is_away_at_once_and_loses_nothing()
    {
        await server.KillAsync();
        await ShouldBeAwayAsync(CountAsync, TimeSpan.FromSeconds(2));
        await ShouldBeAwayAsync(() => InsertAsync(3), TimeSpan.FromSeconds(2));

        await server.RestartAsync();

        (await CountAsync()).ShouldBe(2);
        await InsertAsync(3);
        (await ProbeAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task A_read_only_server_is_away_for_writes()
    {
        await server.SetReadOnlyAsync(true);

        (await ProbeAsync()).ShouldBeFalse();
        await ShouldBeAwayAsync(() => InsertAsync(3), TimeSpan.FromSeconds(2));
        (await CountAsync()).ShouldBe(2);

        await server.SetReadOnlyAsync(false);
        (await ProbeAsync()).ShouldBeTrue();
        await InsertAsync(3);
    }

    [Fact]
    public async Task A_refused_login_is_told_from_an_outage()
    {
        await using var stranger = new MySqlDatabase($"mysql://stranger:wrong@127.0.0.1:{server.Port}/test_1");

        var fault = await Should.ThrowAsync<MySqlException>(() => stranger.CanWriteAsync(CancellationToken.None));

        Database.IsShut(fault).ShouldBeTrue();
        Database.IsAway(fault).ShouldBeTrue();
    }

    private static async Task ShouldBeAwayAsync(Func<Task> use, TimeSpan limit)
    {
        var watch = Stopwatch.StartNew();
        var fault = await Should.ThrowAsync<Exception>(use);
        watch.Elapsed.ShouldBeLessThan(limit);
        Database.IsAway(fault).ShouldBeTrue(fault.ToString());
    }

    private async Task<bool> ProbeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        return await database.CanWriteAsync(limit.Token);
    }

    private Task<int> InsertAsync(int id) =>
        database.ExecuteAsync("insert into things values (@id)", [MySqlWork.Param("id", id)], CancellationToken.None);

    private async Task LockAsync()
    {
        await using var work = database.Begin();
        await work.ReadAsync("select id from things where id = 1 for update", [], _ => 0, CancellationToken.None);
    }

    private async Task<long> CountAsync() =>
        (await database.ReadAsync("select count(*) from things", [], row => row.GetInt64(0), CancellationToken.None))[0];
}
