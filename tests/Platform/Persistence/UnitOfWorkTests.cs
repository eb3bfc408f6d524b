using Npgsql;
using Shouldly;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Persistence;

public sealed class UnitOfWorkTests : IAsyncLifetime
{
    private const string Insert = "insert into things (id) values (@id)";
    private Database database = null!;

    public async ValueTask InitializeAsync()
    {
        database = new Database(await TestPostgres.CreateDatabaseAsync());
        await using var work = database.Begin();
        work.Add("create table things (id int primary key)");
        await work.CommitAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_write_that_fails_takes_those_before_it_back()
    {
        await using var work = database.Begin();
        work.Add(Insert, Sql.Param("id", 1));
        work.Add(Insert, Sql.Param("id", 2));
        work.Add(Insert, Sql.Param("id", 1));

        (await Should.ThrowAsync<PostgresException>(() => work.CommitAsync(CancellationToken.None))).SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);

        (await ThingsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_batch_stays_one_transaction_when_its_statements_are_prepared()
    {
        for (var i = 0; i < 5; i++)
        {
            await using var good = database.Begin();
            good.Add(Insert, Sql.Param("id", i));
            good.Add(Insert, Sql.Param("id", 100 + i));
            await good.CommitAsync(CancellationToken.None);
        }

        await using var bad = database.Begin();
        bad.Add(Insert, Sql.Param("id", 50));
        bad.Add(Insert, Sql.Param("id", 100));
        await Should.ThrowAsync<PostgresException>(() => bad.CommitAsync(CancellationToken.None));

        (await ThingsAsync()).ShouldBe([0, 1, 2, 3, 4, 100, 101, 102, 103, 104]);
    }

    [Fact]
    public async Task A_read_sees_the_writes_before_it_and_all_are_committed_together()
    {
        await using (var work = database.Begin())
        {
            work.Add(Insert, Sql.Param("id", 1));
            (await work.QueryAsync<int>("select id from things for update", null, CancellationToken.None)).ShouldBe([1]);
            work.Add(Insert, Sql.Param("id", 2));
            (await ThingsAsync()).ShouldBeEmpty();
            await work.CommitAsync(CancellationToken.None);
        }

        (await ThingsAsync()).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_write_that_fails_after_a_read_takes_everything_back()
    {
        await using (var work = database.Begin())
        {
            await work.QueryAsync<int>("insert into things (id) values (1) returning id", null, CancellationToken.None);
            work.Add(Insert, Sql.Param("id", 1));
            await Should.ThrowAsync<PostgresException>(() => work.CommitAsync(CancellationToken.None));
        }

        (await ThingsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_commit_nothing_is_kept()
    {
        await using (var written = database.Begin())
        {
            written.Add(Insert, Sql.Param("id", 1));
        }

        await using (var read = database.Begin())
        {
            await read.QueryAsync<int>("insert into things (id) values (2) returning id", null, CancellationToken.None);
        }

        (await ThingsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_waits_for_the_commit_happens_after_it_and_only_then()
    {
        var happened = new List<string>();
        await using var good = database.Begin();
        good.Add(Insert, Sql.Param("id", 1));
        good.AfterCommit(() => happened.Add("good"));
        happened.ShouldBeEmpty();
        await good.CommitAsync(CancellationToken.None);

        await using var bad = database.Begin();
        bad.Add(Insert, Sql.Param("id", 1));
        bad.AfterCommit(() => happened.Add("bad"));
        await Should.ThrowAsync<PostgresException>(() => bad.CommitAsync(CancellationToken.None));

        happened.ShouldBe(["good"]);
    }

    [Fact]
    public async Task More_than_one_row_where_one_was_expected_is_a_bug_that_shows()
    {
        await using var work = database.Begin();
        (await work.QuerySingleOrDefaultAsync<string>("select 'x' where false", null, CancellationToken.None)).ShouldBeNull();
        await Should.ThrowAsync<InvalidOperationException>(() => work.QuerySingleOrDefaultAsync<int>("select generate_series(1, 2)", null, CancellationToken.None));
    }

    [Fact]
    public void The_pool_has_twenty_connections()
    {
        Database.MaxConnections.ShouldBe(20);
        new NpgsqlConnectionStringBuilder(database.Source.ConnectionString).MaxPoolSize.ShouldBe(20);
    }

    [Fact]
    public async Task Every_connection_returns_to_the_pool()
    {
        for (var i = 0; i < 3 * Database.MaxConnections; i++)
        {
            await using var work = database.Begin();
            await work.QueryAsync<int>("select 1", null, CancellationToken.None);
        }

        await using var connection = await database.OpenAsync(CancellationToken.None);
    }

    private async Task<List<int>> ThingsAsync()
    {
        await using var work = database.Begin();
        return await work.QueryAsync<int>("select id from things order by id", null, CancellationToken.None);
    }
}
