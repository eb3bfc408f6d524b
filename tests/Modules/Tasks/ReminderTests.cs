using Npgsql;
using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Platform.Persistence;

namespace Tracker.Tests.Modules.Tasks;

/// <summary>The rules of document 002 §6, with a stopped clock.</summary>
public sealed class ReminderTests : IAsyncLifetime
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);
    private static readonly TimeSpan Instant = TimeSpan.FromMilliseconds(1);

    private TaskWorld world = null!;
    private DateTime now;

    public async ValueTask InitializeAsync()
    {
        world = await TaskWorld.StartAsync(TaskWorld.Flagship with { DoneStatuses = [TaskWorld.Flagship.Statuses.Words[^1]] });
        now = world.Clock.GetUtcNow().UtcDateTime.AddHours(1);
    }

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_task_due_within_a_day_gets_one_logged_reminder()
    {
        var task = await CreateDueInAsync(TimeSpan.FromHours(3));

        (await RunAsync()).ShouldBe(1);

        (await LogsAsync()).ShouldBe([$"{task.Id} DUE_SOON {now:HH:mm:ss.fff}"]);
        var events = await world.RowsAsync(
            "select (user_id is null)::text || ' ' || subjects || ' ' || details::text from test_audit where event_type = 'REMINDER_SENT'",
            row => row.GetString(0));
        events.ShouldBe(
            [$$"""true task:{{task.Id}} {"system": true, "due_date": "2026-03-01T16:00:00.000Z", "correlation_id": "run-1"}"""]);
    }

    [Fact]
    public async Task The_window_includes_its_edges_and_nothing_beyond()
    {
        await CreateDueInAsync(-Instant, "past");
        await CreateDueInAsync(TimeSpan.Zero, "now");
        await CreateDueInAsync(Day, "in a day");
        await CreateDueInAsync(Day + Instant, "later");
        await world.CreateAsync("never");

        await RunAsync();

        (await RemindedTitlesAsync()).ShouldBe(["in a day", "now"]);
    }

    [Fact]
    public async Task Only_finished_tasks_get_no_reminder()
    {
        foreach (var status in world.Policy.Statuses.Words)
        {
            await CreateDueInAsync(TimeSpan.FromHours(1), status.Text, status.Text);
        }

        await RunAsync();

        (await RemindedTitlesAsync()).ShouldBe(["BLOCKED", "IN_PROGRESS", "TODO"]);
    }

    [Fact]
    public async Task Running_twice_reminds_once()
    {
        await CreateDueInAsync(TimeSpan.FromHours(1));

        (await RunAsync()).ShouldBe(1);
        (await RunAsync()).ShouldBe(0);

        (await LogsAsync()).Count.ShouldBe(1);
        (await SentEventsAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task The_database_refuses_a_second_reminder_of_a_task()
    {
        var task = await CreateDueInAsync(TimeSpan.FromHours(1));
        await RunAsync();

        var again = () => ExecuteAsync(
            $"insert into reminder_logs (id, task_id, reminder_type, sent_at) values (gen_random_uuid(), '{task.Id}', 'DUE_SOON', now())");

        (await again.ShouldThrowAsync<PostgresException>()).SqlState.ShouldBe(PostgresErrorCodes.UniqueViolation);
    }

    [Fact]
    public async Task Parallel_workers_share_the_tasks()
    {
        await ExecuteAsync(ManyDue(3 * SendReminders.Batch + 7));

        var sent = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(RunAsync)));

        // A worker skips rows locked by another one, so the last of them may leave some to the next run.
        (sent.Sum() + await RunAsync()).ShouldBe(3 * SendReminders.Batch + 7);
        (await LogsAsync()).Count.ShouldBe(3 * SendReminders.Batch + 7);
        (await SentEventsAsync()).ShouldBe(3 * SendReminders.Batch + 7);
    }

    [Fact]
    public async Task A_reminder_without_its_event_is_not_logged()
    {
        await CreateDueInAsync(TimeSpan.FromHours(1));
        await ExecuteAsync("alter table test_audit add constraint refuse check (event_type <> 'REMINDER_SENT')");

        await ((Func<Task>)RunAsync).ShouldThrowAsync<PostgresException>();
        (await LogsAsync()).ShouldBeEmpty();

        await ExecuteAsync("alter table test_audit drop constraint refuse");
        (await RunAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task A_locked_task_is_left_to_the_next_run()
    {
        var task = await CreateDueInAsync(TimeSpan.FromHours(1), "held");
        await CreateDueInAsync(TimeSpan.FromHours(2), "free");
        await using (var other = world.Database.Begin())
        {
            await other.ExecuteAsync("select 1 from tasks where id = @id for update", [Sql.Param("id", task.Id)], default);
            await RunAsync();
            (await RemindedTitlesAsync()).ShouldBe(["free"]);
        }

        await RunAsync();
        (await RemindedTitlesAsync()).ShouldBe(["free", "held"]);
    }

    [Fact]
    public async Task A_later_due_date_causes_no_second_reminder()
    {
        var task = await CreateDueInAsync(TimeSpan.FromHours(1));
        await RunAsync();
        await world.ChangeAsync(task.Id, new TaskChanges { DueDate = now.AddDays(3) });
        now = now.AddDays(2).AddHours(2);

        (await RunAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Deleting_a_task_deletes_its_reminder_but_keeps_the_event()
    {
        var task = await CreateDueInAsync(TimeSpan.FromHours(1));
        await RunAsync();

        await world.Get<DeleteTaskHandler>().Handle(new DeleteTaskCommand(task.Id, world.Anna.Id), default);

        (await LogsAsync()).ShouldBeEmpty();
        (await SentEventsAsync()).ShouldBe(1);
    }

    private Task<TaskItem> CreateDueInAsync(TimeSpan time, string title = "a task", string status = "TODO") =>
        world.CreateAsync(title, status: status, due: now + time);

    private async Task<int> RunAsync()
    {
        world.Clock.Advance(now - world.Clock.GetUtcNow().UtcDateTime);
        var reminders = world.Get<SendReminders>();
        var run = reminders.Begin("run-1");
        while ((await reminders.StepAsync(run, default)).More)
        {
        }

        return run.Sent;
    }

    private string ManyDue(int tasks) =>
        $"""
        insert into tasks (id, owner_id, title, status, status_rank, priority, priority_rank, due_date, created_at, updated_at)
        select gen_random_uuid(), gen_random_uuid(), 'Task ' || i, 'TODO', 0, 'LOW', 0, timestamptz '{now:O}' + i * interval '1 second', now(), now()
        from generate_series(1, {tasks}) i
        """;

    private Task<List<string>> LogsAsync() =>
        world.RowsAsync(
            "select task_id || ' ' || reminder_type || ' ' || to_char(sent_at at time zone 'UTC', 'HH24:MI:SS.MS') from reminder_logs",
            row => row.GetString(0));

    private Task<List<string>> RemindedTitlesAsync() =>
        world.RowsAsync("select t.title from reminder_logs l join tasks t on t.id = l.task_id order by t.title", row => row.GetString(0));

    private async Task<long> SentEventsAsync() =>
        (await world.RowsAsync("select count(*) from test_audit where event_type = 'REMINDER_SENT'", row => row.GetInt64(0)))[0];

    private async Task ExecuteAsync(string sql)
    {
        await using var command = world.Database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
