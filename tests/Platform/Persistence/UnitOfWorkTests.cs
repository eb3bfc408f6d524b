using Npgsql;
using Shouldly;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Persistence;

public sealed class UnitOfWorkTests : IAsyncLifetime
{
    private const string Insert = "insert into things (id) values (@id)";
    private string url = null!;
    private Database database = null!;

    public async ValueTask InitializeAsync()
    {
        database = new Database(url = await TestPostgres.CreateDatabaseAsync());
        await using var work = database.Begin();
        work.Add("create table things (id int primary key)");
        await work.CommitAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task A_failed_write_rolls_back_earlier_writes()
    {
        await using var work = database.Begin();
        work.Add(Insert, Sql.Param("id", 1));
        work.Add(Insert, Sql.Param("id", 2));
        work.Add(Insert, Sql.Param("id", 1));

        (await Should.ThrowAsync<PostgresException>(() => work.CommitAsync(CancellationToken.None)))
            .SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);

        (await ThingsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_batch_of_prepared_statements_is_one_transaction()
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
    public async Task A_read_sees_the_earlier_writes_of_its_transaction()
    {
        await using (var work = database.Begin())
        {
            work.Add(Insert, Sql.Param("id", 1));
            (await work.ReadAsync("select id from things for update", [], row => row.GetInt32(0), CancellationToken.None)).ShouldBe([1]);
            work.Add(Insert, Sql.Param("id", 2));
            (await ThingsAsync()).ShouldBeEmpty();
            await work.CommitAsync(CancellationToken.None);
        }

        (await ThingsAsync()).ShouldBe([1, 2]);
    }

    [Fact]
    public async Task A_failed_write_after_a_read_rolls_everything_back()
    {
        await using (var work = database.Begin())
        {
            await work.ReadAsync("insert into things (id) values (1) returning id", [], row => row.GetInt32(0), CancellationToken.None);
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
            await read.ReadAsync("insert into things (id) values (2) returning id", [], row => row.GetInt32(0), CancellationToken.None);
        }

        (await ThingsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_AfterCommit_action_runs_only_after_a_successful_commit()
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
    public void The_pools_have_twenty_connections_in_total()
    {
        Database.MaxConnections.ShouldBe(20);
        new[] { database.Reads, database.Source }
            .Sum(pool => new NpgsqlConnectionStringBuilder(pool.ConnectionString).MaxPoolSize).ShouldBe(20);
    }

    [Fact]
    public async Task Connections_without_the_commit_checks_are_read_only()
    {
        await using var session = database.NewSession();
        await session.OpenAsync();
        await using var pooled = await database.OpenAsync(CancellationToken.None);
        foreach (var connection in new[] { pooled, session })
        {
            await using var write = new NpgsqlCommand("insert into things (id) values (1)", connection);
            (await Should.ThrowAsync<PostgresException>(() => write.ExecuteNonQueryAsync()))
                .SqlState.ShouldBe(PostgresErrorCodes.ReadOnlySqlTransaction);
        }
    }

    [Fact]
    public async Task A_single_statement_returns_its_row_count_and_rows()
    {
        (await database.ExecuteAsync("insert into things (id) values (1), (2)", [], CancellationToken.None)).ShouldBe(2);
        (await database.ExecuteAsync("delete from things where id = @id", [Sql.Param("id", 1)], CancellationToken.None)).ShouldBe(1);
        (await database.WriteAsync("insert into things (id) values (3) returning id", [], row => row.GetInt32(0), CancellationToken.None))
            .ShouldBe([3]);
        (await database.WriteAsync(
            "insert into things (id) values (@id) returning id", [Sql.Param("id", 4)], row => row.GetInt32(0), CancellationToken.None))
            .ShouldBe([4]);

        (await ThingsAsync()).ShouldBe([2, 3, 4]);
    }

    [Fact]
    public async Task A_canceled_commit_writes_nothing_and_releases_its_connection()
    {
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();
        for (var i = 0; i < 2 * Database.MaxWriters; i++)
        {
            await using var work = database.Begin();
            await work.ReadAsync("insert into things (id) values (1) returning id", [], row => row.GetInt32(0), CancellationToken.None);
            await Should.ThrowAsync<OperationCanceledException>(() => work.CommitAsync(gone.Token));
        }

        (await ThingsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_read_only_database_refuses_writes_until_it_recovers()
    {
        (await database.CanWriteAsync(CancellationToken.None)).ShouldBeTrue();
        await TestPostgres.SetReadOnlyAsync(url, true);
        await Soon.BecomesTrue(async () => !await CanWriteAsync());
        (await Should.ThrowAsync<PostgresException>(
            () => database.ExecuteAsync("insert into things (id) values (1)", [], CancellationToken.None)))
            .SqlState.ShouldBe(PostgresErrorCodes.ReadOnlySqlTransaction);

        // Sessions opened during the outage would stay read-only. They are not reused although nothing ends them.
        await using var admin = new NpgsqlConnection(database.Source.ConnectionString);
        await admin.OpenAsync();
        await ExecuteAsync(admin, "set default_transaction_read_only = off");
        await ExecuteAsync(admin, $"alter database {admin.Database} reset default_transaction_read_only");
        (await database.CanWriteAsync(CancellationToken.None)).ShouldBeTrue();
        await database.ExecuteAsync("insert into things (id) values (1)", [], CancellationToken.None);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<bool> CanWriteAsync()
    {
        try
        {
            return await database.CanWriteAsync(CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The session that was ended.
            return true;
        }
    }

    private async Task<List<int>> ThingsAsync()
    {
        await using var work = database.Begin();
        return await work.ReadAsync("select id from things order by id", [], row => row.GetInt32(0), CancellationToken.None);
    }
}
