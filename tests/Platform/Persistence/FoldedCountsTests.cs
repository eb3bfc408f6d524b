using Npgsql;
using Shouldly;
using Tracker.Platform.Background;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Persistence;

/// <summary>Covers the rows of the tables and a second instance; the modules' tests cover the totals.</summary>
public sealed class FoldedCountsTests : IAsyncLifetime
{
    private const long Lock = 42;
    private static readonly CountTables Tables = new("thing_counts", "things", "thing_deltas", ["owner", "kind"], Lock);
    private Database database = null!;

    public async ValueTask InitializeAsync()
    {
        database = new Database(await TestPostgres.CreateDatabaseAsync());
        await ExecuteAsync("create table thing_deltas (owner uuid not null, kind text not null, delta smallint not null)");
        await ExecuteAsync(
            "create table thing_counts (owner uuid not null, kind text not null, things bigint not null, primary key (owner, kind))");
    }

    public ValueTask DisposeAsync() => database.DisposeAsync();

    [Fact]
    public async Task Folding_adds_the_deltas_to_the_sums_and_deletes_them()
    {
        var owner = Guid.NewGuid();
        await ExecuteAsync(
            $"insert into thing_deltas values ('{owner}', 'a', 1), ('{owner}', 'a', 1), ('{owner}', 'b', 1), ('{owner}', 'b', -1)");
        var folding = new FoldThings(database, Tables);

        (await folding.StepAsync(default)).ShouldBe(StepResult.Idle);
        await ExecuteAsync($"insert into thing_deltas values ('{owner}', 'a', -1)");
        await folding.StepAsync(default);

        (await SumsAsync()).ShouldBe([(Guid.Empty, "a", 1), (owner, "a", 1)], ignoreOrder: true);
        (await database.Source.CreateCommand("select count(*) from thing_deltas").ExecuteScalarAsync()).ShouldBe(0L);
    }

    [Fact]
    public async Task Overall_sums_are_kept_beside_those_of_each_owner()
    {
        var (one, other) = (Guid.NewGuid(), Guid.NewGuid());
        await ExecuteAsync($"insert into thing_deltas values ('{one}', 'a', 1), ('{other}', 'a', 1), ('{other}', 'b', 1)");

        await new FoldThings(database, Tables).StepAsync(default);

        (await SumsAsync())
            .ShouldBe([(Guid.Empty, "a", 2), (Guid.Empty, "b", 1), (one, "a", 1), (other, "a", 1), (other, "b", 1)], ignoreOrder: true);
    }

    [Fact]
    public async Task Rows_of_the_nil_owner_do_not_stop_the_folding()
    {
        var owner = Guid.NewGuid();
        await ExecuteAsync($"insert into thing_deltas values ('{Guid.Empty}', 'a', 1), ('{owner}', 'a', 1)");

        await new FoldThings(database, Tables).StepAsync(default);

        (await SumsAsync()).ShouldBe([(Guid.Empty, "a", 2), (owner, "a", 1)], ignoreOrder: true);
    }

    [Fact]
    public async Task Only_one_instance_folds_at_a_time()
    {
        await ExecuteAsync($"insert into thing_deltas values ('{Guid.NewGuid()}', 'a', 1)");
        await using var other = database.NewSession();
        await other.OpenAsync();
        await using var take = new NpgsqlCommand($"select pg_advisory_lock({Lock})", other);
        await take.ExecuteNonQueryAsync();
        var folding = new FoldThings(database, Tables);

        (await folding.StepAsync(default)).ShouldBe(StepResult.Idle);
        (await SumsAsync()).ShouldBeEmpty();

        // The server releases the lock when it notices the end of the session.
        await other.CloseAsync();
        await Soon.BecomesAsync(
            async () =>
            {
                await folding.StepAsync(default);
                return (await SumsAsync()).Count;
            },
            count => count == 2);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<List<(Guid Owner, string Kind, long Things)>> SumsAsync()
    {
        await using var command = database.Source.CreateCommand("select owner, kind, things from thing_counts");
        await using var reader = await command.ExecuteReaderAsync();
        var sums = new List<(Guid, string, long)>();
        while (await reader.ReadAsync())
        {
            sums.Add((reader.GetGuid(0), reader.GetString(1), reader.GetInt64(2)));
        }

        return sums;
    }

    private sealed class FoldThings(Database database, CountTables tables) : FoldedCounts(database, tables);
}
