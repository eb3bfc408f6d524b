using System.Net;
using Npgsql;
using Shouldly;
using Tracker.Platform.Settings;
using Tracker.Systems.TaskTracker;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.Worker;

/// <summary>Document 002 §6.2 and §8: outages of the worker's dependencies.</summary>
public sealed class WorkerFaultTests
{
    [Fact]
    public async Task A_database_outage_loses_no_reminder()
    {
        await using var postgres = await TestPostgres.StartAsync(durable: true);
        await using var api = await Api.StartAsync(await postgres.NewDatabaseAsync());
        var ann = await api.PersonAsync();
        await using var worker = await api.StartWorkerAsync(intervalSeconds: 1);
        await Soon.BecomesAsync(worker.LogAsync, log => log.Contains("reminders sent", StringComparison.Ordinal));
        await api.ExecuteAsync("alter table reminder_logs add constraint pause check (sent_at < '2000-01-01')");
        await ann.TaskAsync($$"""{"title": "Water the plants", "due_date": "{{WorkerProcess.InHours(2)}}"}""");

        postgres.Stop("immediate");
        await Soon.BecomesAsync(() => worker.MetricAsync("reminders_failed_total"), failed => failed >= 2);
        postgres.Start();
        await Soon.BecomesAsync(() => api.Http.GetAsync("/health/ready"), ready => ready.StatusCode == HttpStatusCode.OK);
        await Soon.BecomesAsync(() => TryAsync(() => api.ExecuteAsync("alter table reminder_logs drop constraint pause")), done => done);

        await Soon.BecomesAsync(() => worker.MetricAsync("reminders_processed_total"), sent => sent == 1);
        await Soon.BecomesAsync(() => api.Service.MetricAsync("reminders_failed_total"), failed => failed >= 2);
        (await api.RowsAsync("select count(*)::int as logs from reminder_logs"))[0]!["logs"]!.GetValue<int>().ShouldBe(1);
    }

    [Fact]
    public async Task Failures_are_saved_while_Redis_is_away()
    {
        var redis = $"redis://127.0.0.1:{FreePort.Take()}";
        await using var api = await Api.StartAsync();
        await using var worker = await api.StartWorkerAsync(intervalSeconds: 1, ("REDIS_URL", redis));
        await api.ExecuteAsync("alter table reminder_logs rename to renamed");

        await Soon.BecomesAsync(() => api.Service.MetricAsync("reminders_failed_total"), failed => failed >= 1);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("86401")]
    [InlineData("5m")]
    public async Task An_invalid_interval_is_refused_by_name(string interval)
    {
        var start = () => TestService.StartAsync(TaskTrackerSystem.Definition, "worker", new Dictionary<string, string>
        {
            ["DATABASE_URL"] = "postgres://nobody@127.0.0.1:1/nothing",
            ["REMINDER_INTERVAL_SECONDS"] = interval,
        });

        (await start.ShouldThrowAsync<SettingsException>())
            .Problems.ShouldBe(["REMINDER_INTERVAL_SECONDS must be a whole number from 1 to 86400"]);
    }

    // The pool still has connections to the old server.
    private static async Task<bool> TryAsync(Func<Task> action)
    {
        try
        {
            await action();
            return true;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }
}
