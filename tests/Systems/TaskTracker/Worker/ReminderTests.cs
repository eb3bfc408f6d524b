using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.Worker;

/// <summary>Document 002 §6.1 and §7, tested from outside.</summary>
public sealed class ReminderTests : IAsyncLifetime
{
    private Api api = null!;

    public async ValueTask InitializeAsync() => api = await Api.StartAsync();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task A_reminder_is_an_event_its_owner_sees()
    {
        var (ann, ben) = (await api.PersonAsync(), await api.PersonAsync());
        var due = WorkerProcess.InHours(2);
        var task = await ann.TaskAsync($$"""{"title": "Water the plants", "due_date": "{{due}}"}""");
        await using var worker = await api.StartWorkerAsync();

        await Soon.BecomesAsync(() => RemindersOfAsync(ann), reminders => reminders == 1);

        await (await ann.GetAsync("/audit-events?event_type=REMINDER_SENT")).ShouldBeAsync(HttpStatusCode.OK,
            $$"""
            {"items": [{"id": "*", "user_id": null, "event_type": "REMINDER_SENT", "task_id": "{{task}}", "attachment_id": null,
                        "details": {"system": true, "due_date": "{{due}}", "correlation_id": "*"}, "created_at": "*"}],
             "page": 1, "page_size": 20, "total": 1}
            """);
        (await RemindersOfAsync(ben)).ShouldBe(0);
    }

    [Fact]
    public async Task Log_and_record_of_a_run_share_its_correlation_id()
    {
        var ann = await api.PersonAsync();
        await ann.TaskAsync($$"""{"title": "Water the plants", "due_date": "{{WorkerProcess.InHours(2)}}"}""");
        await using var worker = await api.StartWorkerAsync();

        await Soon.BecomesAsync(() => RemindersOfAsync(ann), reminders => reminders == 1);

        var events = await (await ann.GetAsync("/audit-events?event_type=REMINDER_SENT")).ReadAsync();
        var run = events["items"]![0]!["details"]!["correlation_id"]!.GetValue<string>();
        await Soon.BecomesAsync(worker.LogAsync, log =>
            log.Contains("1 reminders sent", StringComparison.Ordinal) && log.Contains(run, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Reminder_metrics_appear_at_the_worker_and_the_api()
    {
        var ann = await api.PersonAsync();
        await ann.TaskAsync($$"""{"title": "Water the plants", "due_date": "{{WorkerProcess.InHours(1)}}"}""");
        await ann.TaskAsync($$"""{"title": "Feed the cat", "due_date": "{{WorkerProcess.InHours(23)}}"}""");
        await using (var worker = await api.StartWorkerAsync())
        {
            await Soon.BecomesAsync(() => worker.MetricAsync("reminders_processed_total"), count => count == 2);
            (await worker.MetricAsync("reminders_failed_total")).ShouldBe(0);
        }

        await ann.TaskAsync($$"""{"title": "Buy bread", "due_date": "{{WorkerProcess.InHours(1)}}"}""");
        await using var next = await api.StartWorkerAsync();

        await Soon.BecomesAsync(() => api.Service.MetricAsync("reminders_processed_total"), count => count == 3);
        (await next.MetricAsync("reminders_processed_total")).ShouldBe(1);
    }

    [Fact]
    public async Task A_running_worker_is_up_in_the_readiness_of_api()
    {
        (await ReadyAsync()).ShouldBe("unknown");

        await using var worker = await api.StartWorkerAsync();

        await Soon.BecomesAsync(ReadyAsync, state => state == "up");
    }

    [Fact]
    public async Task A_heartbeat_older_than_a_minute_is_unknown()
    {
        await api.ExecuteAsync("insert into worker_heartbeats (worker, beat_at) values (gen_random_uuid(), now() - interval '61 seconds')");
        (await ReadyAsync()).ShouldBe("unknown");

        await api.ExecuteAsync("insert into worker_heartbeats (worker, beat_at) values (gen_random_uuid(), now() - interval '50 seconds')");
        (await ReadyAsync()).ShouldBe("up");
    }

    [Fact]
    public async Task The_worker_serves_the_common_endpoints()
    {
        await using var worker = await api.StartWorkerAsync();

        await (await worker.Http.GetAsync("/health/live")).ShouldBeAsync(HttpStatusCode.OK, """{"status": "ok"}""");
        (await (await worker.Http.GetAsync("/openapi.json")).ReadAsync())["info"]!["title"]!.GetValue<string>()
            .ShouldBe("Task Tracker worker");
        (await worker.Http.GetAsync("/docs/index.html")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await worker.Http.GetAsync("/")).Headers.Location!.OriginalString.ShouldBe("/docs");
    }

    private static async Task<long> RemindersOfAsync(Person person) =>
        (await (await person.GetAsync("/audit-events?event_type=REMINDER_SENT")).ReadAsync())["total"]!.GetValue<long>();

    private async Task<string> ReadyAsync() =>
        (await (await api.Http.GetAsync("/health/ready")).ReadAsync())["components"]!["worker"]!.GetValue<string>();
}
