using System.Diagnostics;
using Npgsql;
using Shouldly;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Systems.TaskTracker;
using Tracker.Systems.TaskTracker.Api.Audit;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.Audit;

/// <summary>A million events of 1,000 users; reminders are rare.</summary>
public sealed class ManyEvents : IAsyncLifetime
{
    internal Database Database { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Database = new Database(await TestPostgres.CreateDatabaseAsync());
        await new Migrator(Database).ApplyAsync(TaskTrackerSchema.Sets, default);
        await using var session = Database.NewWriteSession();
        await session.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            insert into users (id, email, password_hash, role) select md5('u' || i)::uuid, 'u' || i || '@example.com', '', 'user' from generate_series(0, 999) i;
            insert into audit_events (id, user_id, owner_id, event_type, task_id, details, created_at)
            select md5(i::text)::uuid, md5('u' || i % 1000)::uuid, md5('u' || i % 1000)::uuid,
                   case when i % 10000 = 0 then 'PASSWORD_CHANGED' when i % 3 = 0 then 'TASK_CREATED' else 'TASK_UPDATED' end,
                   md5('t' || i % 100000)::uuid, '{}', timestamptz '2026-01-01' + i * interval '1 second'
            from generate_series(1, 1000000) i;
            """,
            session);
        await command.ExecuteNonQueryAsync();
        await using var vacuum = new NpgsqlCommand("vacuum analyze audit_events", session);
        await vacuum.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}

/// <summary>The cost of a page of the audit log depends on the page, not on the length of the log.</summary>
public sealed class AuditPlanTests(ManyEvents many) : IClassFixture<ManyEvents>
{
    // Up to this many matches may be sorted instead.
    private const int Few = 1_000;

    [Theory]
    [InlineData("everything")]
    [InlineData("owner")]
    [InlineData("user")]
    [InlineData("task")]
    [InlineData("type")]
    [InlineData("rare type")]
    [InlineData("time")]
    [InlineData("owner and time")]
    public async Task A_page_reads_only_the_rows_up_to_its_end(string filter)
    {
        foreach (var page in new[] { PageRequest.OfPage(1, 20), PageRequest.OfPage(5, 100) })
        {
            var plan = await QueryPlan.OfAsync(many.Database.Source, AuditLog.Items(await FilterAsync(filter), page));

            plan.Text.ShouldNotContain("Seq Scan");
            plan.Nodes.Max(node => node.Rows).ShouldBeLessThanOrEqualTo(Math.Max(page.Offset + page.Size, Few), plan.Text);
        }
    }

    [Theory]
    [InlineData("everything", 1_000_000)]
    [InlineData("owner", 1_000)]
    [InlineData("type", 333_300)]
    [InlineData("task", 10)]
    public async Task A_total_is_exact_and_faster_than_the_statement_timeout(string filter, long total)
    {
        var log = new AuditLog(many.Database);
        var wanted = await FilterAsync(filter);
        var watch = Stopwatch.StartNew();

        (await log.ListAsync(wanted, new(1, 20), default)).Total.ShouldBe(total);

        TestContext.Current.TestOutputHelper?.WriteLine($"{filter}: {watch.ElapsedMilliseconds} ms");
    }

    private async Task<AuditFilter> FilterAsync(string name)
    {
        var (owner, task) = (await IdAsync("u7"), await IdAsync("t7"));
        return name switch
        {
            "everything" => new AuditFilter(),
            "owner" => new AuditFilter { OwnerId = owner },
            "user" => new AuditFilter { UserId = owner },
            "task" => new AuditFilter { TaskId = task },
            "type" => new AuditFilter { EventTypes = ["TASK_CREATED"] },
            "rare type" => new AuditFilter { EventTypes = ["PASSWORD_CHANGED"] },
            "time" => new AuditFilter { From = Utc(3), To = Utc(5) },
            "owner and time" => new AuditFilter { OwnerId = owner, From = Utc(3), To = Utc(5) },
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };
    }

    private static DateTime Utc(int day) => new(2026, 1, day, 0, 0, 0, DateTimeKind.Utc);

    private async Task<Guid> IdAsync(string text)
    {
        await using var command = many.Database.Source.CreateCommand("select md5($1)::uuid");
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = text });
        return (Guid)(await command.ExecuteScalarAsync())!;
    }
}
