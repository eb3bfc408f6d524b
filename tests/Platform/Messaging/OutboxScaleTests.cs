using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.Claims;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging;

public sealed class OutboxScaleTests
{
    [Fact]
    public async Task Dispatching_reads_none_of_a_million_published_events()
    {
        var url = await TestPostgres.CreateDatabaseAsync();
        await using var database = new Database(url);
        await new Migrator(database).ApplyAsync([MessagingSchema.Outbox], CancellationToken.None);
        await using var session = database.NewWriteSession();
        await session.OpenAsync();
        await using var fill = new NpgsqlCommand(
            """
            insert into outbox (event_id, topic, body, occurred_at, next_attempt_at, published_at)
            select gen_random_uuid(), 'order.created', '{}', '2026-03-01', '2026-03-01', case when n <= 1000000 then timestamptz '2026-03-01' end
            from generate_series(1, 1000100) as n
            """,
            session);
        await fill.ExecuteNonQueryAsync();

        // The index builds of the migration scanned the table.
        var scans = await ScansAsync(database);

        await DispatchAsync(url, steps: 10);

        await Soon.BecomesTrue(async () => await EntriesReadAsync(database) > 0);
        (await ScansAsync(database)).ShouldBe(scans);
        (await EntriesReadAsync(database)).ShouldBeLessThan(
            2000, "100 events were claimed and marked, and their owner looked at ten times");
    }

    // The pool is closed at the end: a connection reports its reads to the server's statistics when it closes.
    private static async Task DispatchAsync(string url, int steps)
    {
        await using var database = new Database(url);
        await using var owner = new ClaimOwner(database, [OutboxTable.Claims], TimeProvider.System, NullLogger<ClaimOwner>.Instance);
        await owner.StepAsync(CancellationToken.None);
        using var dispatcher = new OutboxDispatcher(
            new OutboxTable(database, owner, TimeProvider.System),
            new TestTransport(),
            new OutboxOptions { BatchSize = 10 },
            new TestTelemetry().Messaging,
            TimeProvider.System,
            NullLogger<OutboxDispatcher>.Instance);
        for (var step = 0; step < steps; step++)
        {
            (await dispatcher.DispatchBatchAsync(CancellationToken.None)).Published.ShouldBe(10);
            await owner.StepAsync(CancellationToken.None);
        }
    }

    private static Task<long> ScansAsync(Database database) =>
        database.ScalarAsync<long>("select seq_scan from pg_stat_user_tables where relname = 'outbox'");

    private static Task<long> EntriesReadAsync(Database database) =>
        database.ScalarAsync<long>("select sum(idx_tup_read)::bigint from pg_stat_user_indexes where relname = 'outbox'");
}
