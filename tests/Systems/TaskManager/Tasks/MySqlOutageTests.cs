using System.Diagnostics;
using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskManager.Tasks;

/// <summary>The MariaDB of the tasks is frozen, killed or read-only.</summary>
public sealed class MySqlOutageTests
{
    [Fact]
    public async Task A_frozen_database_answers_503_within_six_seconds()
    {
        await using var server = await TestMariaDb.StartAsync(durable: true);
        await using var desk = await Desk.StartAsync(("TASK_SERVICE_DATABASE_URL", await server.NewDatabaseAsync()));
        var user = await desk.UserAsync();
        var id = await user.TaskAsync();
        await server.FreezeAsync();
        try
        {
            await Task.WhenAll(
                ShouldBeAwayAsync(user.GetAsync("/tasks/")),
                ShouldBeAwayAsync(user.PostAsync("/tasks/", """{"title": "late"}""")),
                ShouldBeAwayAsync(user.PutAsync($"/tasks/{id}", """{"title": "late"}""")));
            (await desk.Http("task-service").GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        }
        finally
        {
            server.Thaw();
        }

        await Soon.BecomesTrue(async () => (await user.GetAsync("/tasks/")).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_killed_database_loses_no_task_and_no_event()
    {
        await using var server = await TestMariaDb.StartAsync(durable: true);
        await using var desk = await Desk.StartAsync(("TASK_SERVICE_DATABASE_URL", await server.NewDatabaseAsync()));
        var user = await desk.UserAsync();
        var acknowledged = new List<long>();
        for (var i = 0; i < 20; i++)
        {
            acknowledged.Add(await user.TaskAsync());
        }

        await server.KillAsync();
        var watch = Stopwatch.StartNew();
        (await user.PostAsync("/tasks/", """{"title": "refused"}""")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
        await server.RestartAsync();

        await Soon.BecomesTrue(async () => (await user.GetAsync("/tasks/")).StatusCode == HttpStatusCode.OK);
        (await user.TitlesAsync()).Count(title => title != "refused").ShouldBe(20);
        await Soon.BecomesTrue(() => acknowledged.TrueForAll(id => desk.LinesOf(id).Length == 1));
    }

    private static async Task ShouldBeAwayAsync(Task<HttpResponseMessage> request)
    {
        var watch = Stopwatch.StartNew();
        (await request).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(6));
    }
}
