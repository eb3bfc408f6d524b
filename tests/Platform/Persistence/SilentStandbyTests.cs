using System.Diagnostics;
using Npgsql;
using Shouldly;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Persistence;

/// <summary>The behaviour towards callers while the synchronous standby is silent, and after a failover to it.</summary>
public sealed class SilentStandbyTests : IAsyncLifetime
{
    private TestPostgresPair pair = null!;

    public async ValueTask InitializeAsync() => pair = await TestPostgresPair.StartAsync();

    public ValueTask DisposeAsync() => pair.DisposeAsync();

    [Fact]
    public async Task A_silent_standby_refuses_writes_in_time_and_permits_reads()
    {
        await using var database = await NewDatabaseAsync(await pair.NewDatabaseOnPrimaryAsync());
        await pair.StopReceivingAsync();
        var committed = 0;
        var writers = Enumerable.Range(0, 2 * Database.MaxWriters)
            .Select(number => Task.Run(() => RefusedAfterAsync(database, number, () => Interlocked.Increment(ref committed))))
            .ToList();
        var reads = 0;
        while (!writers.TrueForAll(writer => writer.IsCompleted))
        {
            var begun = Stopwatch.GetTimestamp();
            await using var read = database.Reads.CreateCommand("select count(*) from things");
            (await read.ExecuteScalarAsync()).ShouldBe(0L);
            Stopwatch.GetElapsedTime(begun).ShouldBeLessThan(TimeSpan.FromSeconds(2));
            reads++;
            await Task.Delay(50);
        }

        (await Task.WhenAll(writers)).ShouldAllBe(time => time < TimeSpan.FromSeconds(8));
        reads.ShouldBeGreaterThan(20);
        committed.ShouldBe(0);
        (await database.CanWriteAsync(CancellationToken.None)).ShouldBeTrue();

        pair.ResumeReceiving();
        await Soon.BecomesTrue(() => committed > 0);
        await WriteAsync(database, 1000);
        await using var count = database.Reads.CreateCommand("select count(*) from things");
        (await count.ExecuteScalarAsync()).ShouldBe((long)committed + 1);
    }

    [Fact]
    public async Task A_canceled_wait_for_the_standby_fails_the_write()
    {
        var url = await pair.NewDatabaseOnPrimaryAsync();
        await using var database = await NewDatabaseAsync(url);
        await pair.StopReceivingAsync();
        var happened = false;
        await ShouldFailAsync(async () =>
        {
            await using var work = database.Begin();
            work.Add("insert into things (id) values (1)");
            work.AfterCommit(() => happened = true);
            await work.CommitAsync(CancellationToken.None);
        });
        await ShouldFailAsync(async () =>
        {
            await using var work = database.Begin();
            await work.ReadAsync("insert into things (id) values (2) returning id", [], row => row.GetInt32(0), CancellationToken.None);
            work.AfterCommit(() => happened = true);
            await work.CommitAsync(CancellationToken.None);
        });
        await ShouldFailAsync(async () =>
        {
            await using var work = database.BeginLong();
            await work.ExecuteAsync("insert into things (id) values (3)", [], CancellationToken.None);
            await work.CommitAsync(CancellationToken.None);
        });
        await ShouldFailAsync(() => database.ExecuteAsync("insert into things (id) values (4)", [], CancellationToken.None));
        await ShouldFailAsync(
            () => database.WriteAsync(
                "insert into things (id) values (5) returning id", [], row => row.GetInt32(0), CancellationToken.None));
        happened.ShouldBeFalse();
        pair.ResumeReceiving();

        async Task ShouldFailAsync(Func<Task> write)
        {
            var written = Should.ThrowAsync<UnconfirmedWriteException>(write);
            await Soon.BecomesTrue(async () => await CancelWaitsAsync(url) > 0);
            (await written).Message.ShouldContain("one server only");
        }
    }

    [Fact]
    public async Task A_service_writes_on_the_new_primary_without_a_restart()
    {
        await using var database = await NewDatabaseAsync(await pair.NewDatabaseAsync());
        await WriteAsync(database, 1);
        await using var session = database.NewSession();
        await session.OpenAsync();

        await pair.FailOverAsync();
        var watch = Stopwatch.StartNew();
        await Soon.BecomesTrue(async () => await TriesAsync(() => WriteAsync(database, 2)));
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));

        (await database.CanWriteAsync(CancellationToken.None)).ShouldBeTrue();
        await using var read = database.Reads.CreateCommand("select array_agg(id order by id) from things");
        ((int[])(await read.ExecuteScalarAsync())!).ShouldBe([1, 2]);
        await using var another = database.NewSession();
        await another.OpenAsync();
    }

    [Fact]
    public async Task A_standby_without_its_primary_is_an_unavailable_database()
    {
        var url = await pair.NewDatabaseOnPrimaryAsync();
        await using (var primary = await NewDatabaseAsync(url))
        {
            await WriteAsync(primary, 1);
        }

        await using var standby = new Database(pair.OnStandby(url));
        await Soon.BecomesTrue(() => HasReplayedAsync(standby));
        (await standby.CanWriteAsync(CancellationToken.None)).ShouldBeFalse();
        Database.IsAway(await Should.ThrowAsync<PostgresException>(() => WriteAsync(standby, 2))).ShouldBeTrue();

        await using var nowhere = new Database(pair.OnStandby(url) + "?target_session_attrs=primary");
        Database.IsAway(await Should.ThrowAsync<NpgsqlException>(() => WriteAsync(nowhere, 3))).ShouldBeTrue();
    }

    // A synchronous standby has a commit on disk before it has replayed it.
    private static async Task<bool> HasReplayedAsync(Database standby)
    {
        try
        {
            await standby.CanWriteAsync(CancellationToken.None);
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            return false;
        }
    }

    private static async Task<Database> NewDatabaseAsync(string url)
    {
        var database = new Database(url);
        await database.ExecuteAsync("create table things (id int primary key)", [], CancellationToken.None);
        return database;
    }

    private static async Task WriteAsync(Database database, int id, Action? committed = null)
    {
        await using var work = database.Begin();
        work.Add("insert into things (id) values (@id) on conflict do nothing", Sql.Param("id", id));
        work.AfterCommit(committed ?? (() => { }));
        await work.CommitAsync(CancellationToken.None);
    }

    private static async Task<TimeSpan> RefusedAfterAsync(Database database, int id, Action committed)
    {
        var watch = Stopwatch.StartNew();
        Database.IsAway(await Should.ThrowAsync<NpgsqlException>(() => WriteAsync(database, id, committed))).ShouldBeTrue();
        return watch.Elapsed;
    }

    private static async Task<bool> TriesAsync(Func<Task> write)
    {
        try
        {
            await write();
            return true;
        }
        catch (NpgsqlException e) when (Database.IsAway(e))
        {
            return false;
        }
    }

    private static async Task<long> CancelWaitsAsync(string url)
    {
        await using var admin = new NpgsqlConnection(PostgresUrl.Parse(url).ConnectionString);
        await admin.OpenAsync();
        await using var cancel = new NpgsqlCommand(
            "select count(pg_cancel_backend(pid)) from pg_stat_activity where wait_event = 'SyncRep'", admin);
        return (long)(await cancel.ExecuteScalarAsync())!;
    }
}
