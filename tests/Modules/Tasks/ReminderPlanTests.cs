using Npgsql;
using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Tasks;

/// <summary>A million tasks, of which 100 are due and 400 have a reminder already, and 100,000 old reminders.</summary>
public sealed class DueAmongMany : IAsyncLifetime
{
    public TaskWorld World { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        World = await TaskWorld.StartAsync();
        await using var session = World.Database.NewWriteSession();
        await session.OpenAsync();
        // The indexes that reminders do not use only slow the test down.
        await using var command = new NpgsqlCommand(
            $"""
            drop index tasks_search, tasks_title, tasks_status, tasks_priority, tasks_status_priority, tasks_owner, tasks_updated_at;
            insert into tasks (id, owner_id, title, status, status_rank, priority, priority_rank, due_date, created_at, updated_at)
            select md5(i::text)::uuid, md5((i % 50)::text)::uuid, 'Task', '', 0, '', 0,
                   case when i <= 500 then timestamptz '{World.Clock.GetUtcNow():O}' + i * interval '1 minute'
                        when i % 2 = 0 then timestamptz '{World.Clock.GetUtcNow():O}' - i * interval '1 minute'
                        else timestamptz '{World.Clock.GetUtcNow():O}' + interval '25 hours' + i * interval '1 minute' end,
                   now(), now()
            from generate_series(1, 1000000) i;
            insert into reminder_logs (id, task_id, reminder_type, sent_at)
            select gen_random_uuid(), md5(i::text)::uuid, 'DUE_SOON', now() from generate_series(101, 500) i
            union all
            select gen_random_uuid(), md5(i::text)::uuid, 'DUE_SOON', now() from generate_series(600002, 800000, 2) i;
            """,
            session);
        await command.ExecuteNonQueryAsync();
        await using var vacuum = new NpgsqlCommand("vacuum analyze tasks, reminder_logs", session);
        await vacuum.ExecuteNonQueryAsync();
    }

    public ValueTask DisposeAsync() => World.DisposeAsync();
}

/// <summary>The cost of a worker's run depends on the due tasks, not on the number of tasks.</summary>
public sealed class ReminderPlanTests(DueAmongMany many) : IClassFixture<DueAmongMany>
{
    // About 2,800, most of them to find each task by its id and to write each reminder; reading all tasks would take over 20,000.
    private const int MaxBlocks = 5_000;

    private readonly TaskWorld world = many.World;

    [Fact]
    public async Task A_step_over_a_million_tasks_reads_only_the_window()
    {
        var reminders = world.Get<SendReminders>();

        var plan = await QueryPlan.OfAsync(
            world.Database.Source,
            SendReminders.ClaimSql,
            reminders.Parameters(reminders.Begin("run-1"), world.Clock.GetUtcNow().UtcDateTime));

        TestContext.Current.TestOutputHelper?.WriteLine($"{plan.Blocks} blocks\n{plan.Text}");
        plan.Nodes.ShouldContain(node => node.Index == "tasks_due_date_up" && node.Rows == SendReminders.Batch);
        plan.Nodes.ShouldAllBe(node => node.Table == null || node.Rows <= SendReminders.Batch, plan.Text);
        plan.Blocks.ShouldBeLessThan(MaxBlocks, plan.Text);
    }

    [Fact]
    public async Task A_run_over_a_million_tasks_finds_the_hundred_due()
    {
        var reminders = world.Get<SendReminders>();
        var run = reminders.Begin("run-2");

        var steps = 1;
        while ((await reminders.StepAsync(run, default)).More)
        {
            steps++;
        }

        run.Sent.ShouldBe(100);
        steps.ShouldBe(1 + (500 / SendReminders.Batch));
    }
}
