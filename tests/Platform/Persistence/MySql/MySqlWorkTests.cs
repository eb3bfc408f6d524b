using MySqlConnector;
using Shouldly;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.MySql;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Persistence.MySql;

public sealed class MySqlWorkTests : IAsyncLifetime
{
    private MySqlDatabase database = null!;

    public async ValueTask InitializeAsync()
    {
        database = new MySqlDatabase(await TestMariaDb.CreateDatabaseAsync());
        await database.MigrateAsync(
            [new MigrationSet("things", [new Migration(1, "0001_things.sql", "create table things (id int primary key)")])],
            CancellationToken.None);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_failed_commit_keeps_nothing_and_blocks_no_later_one()
    {
        for (var i = 0; i < Database.MaxWriters + 1; i++)
        {
            await Should.ThrowAsync<MySqlException>(() => InsertAsync(i, 1000, 1000));
        }

        await InsertAsync(1);

        (await IdsAsync()).ShouldBe([1]);
    }

    [Fact]
    public async Task An_abandoned_transaction_keeps_nothing_and_blocks_no_later_one()
    {
        for (var i = 0; i < Database.MaxWriters + 1; i++)
        {
            await using var work = database.Begin();
            work.Add("insert into things values (7)");
            (await work.ReadAsync("select id from things", [], row => row.GetInt32(0), CancellationToken.None)).ShouldBe([7]);
        }

        await InsertAsync(7);

        (await IdsAsync()).ShouldBe([7]);
    }

    [Fact]
    public async Task A_cancelled_wait_does_not_stop_the_commit()
    {
        using var cancel = new CancellationTokenSource();
        var committed = new TaskCompletionSource();
        var work = database.Begin();
        work.Add("insert into things select sleep(1)");
        work.AfterCommit(committed.SetResult);
        var commit = work.CommitAsync(cancel.Token);
        await Task.Delay(200);

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => commit);
        await committed.Task.WaitAsync(TimeSpan.FromSeconds(10));
        (await IdsAsync()).ShouldBe([0]);
    }

    [Fact]
    public async Task A_cancelled_commit_is_not_sent()
    {
        await using var work = database.Begin();
        work.Add("insert into things values (1)");

        await Should.ThrowAsync<OperationCanceledException>(() => work.CommitAsync(new CancellationToken(canceled: true)));

        (await IdsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_locked_for_long_means_away()
    {
        await InsertAsync(1);
        await using var first = database.Begin();
        await first.ReadAsync("select id from things for update", [], _ => 0, CancellationToken.None);
        await using var second = database.Begin();

        var fault = await Should.ThrowAsync<MySqlException>(
            () => second.ReadAsync("select id from things for update", [], _ => 0, CancellationToken.None));

        Database.IsAway(fault).ShouldBeTrue();
    }

    [Fact]
    public async Task Reads_cannot_write_and_end_after_two_seconds()
    {
        var write = await Should.ThrowAsync<MySqlException>(() => ReadAsync("insert into things values (1)"));
        var slow = await Should.ThrowAsync<MySqlException>(() => ReadAsync("select sleep(10)"));

        write.ErrorCode.ShouldBe(MySqlErrorCode.CannotExecuteInReadOnlyTransaction);
        Database.IsAway(slow).ShouldBeTrue();
    }

    [Fact]
    public async Task A_refused_statement_does_not_mean_away()
    {
        await InsertAsync(1);

        Database.IsAway(await Should.ThrowAsync<MySqlException>(() => InsertAsync(1))).ShouldBeFalse();
        Database.IsAway(await Should.ThrowAsync<MySqlException>(() => ReadAsync("select nonsense"))).ShouldBeFalse();
    }

    private async Task InsertAsync(params int[] ids)
    {
        await using var work = database.Begin();
        foreach (var id in ids)
        {
            work.Add("insert into things values (@id)", MySqlWork.Param("id", id));
        }

        await work.CommitAsync(CancellationToken.None);
    }

    private Task<List<int>> IdsAsync() => ReadAsync("select id from things order by id");

    private Task<List<int>> ReadAsync(string sql) => database.ReadAsync(sql, [], row => row.GetInt32(0), CancellationToken.None);
}
