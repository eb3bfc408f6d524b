using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>Health checks, and requests during an outage of PostgreSQL (document 002 §5.6).</summary>
public sealed class HealthTests(Api api) : IClassFixture<Api>
{
    [Fact]
    public async Task A_running_service_is_live_and_ready()
    {
        await (await api.Http.GetAsync("/health/live")).ShouldBeAsync(HttpStatusCode.OK, """{"status": "ok"}""");
        await (await api.Http.GetAsync("/health/ready"))
            .ShouldBeAsync(HttpStatusCode.OK, """{"status": "ok", "components": {"db": "up", "redis": "disabled", "worker": "unknown"}}""");
    }

    [Fact]
    public async Task Requests_get_a_503_until_the_database_recovers()
    {
        await using var postgres = await TestPostgres.StartAsync(durable: false);
        await using var own = await Api.StartAsync(await postgres.NewDatabaseAsync());
        var person = await own.PersonAsync();
        var id = await person.TaskAsync();

        postgres.Stop();

        await ShouldBeAwayAsync(own, person, id);
        await ShouldBeLoggedBrieflyAsync(own);
        postgres.Start();
        await ShouldBecomeReadyAsync(own);
        (await person.GetAsync($"/tasks/{id}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task ShouldBeAwayAsync(Api own, Person person, string id)
    {
        await (await own.Http.GetAsync("/health/live")).ShouldBeAsync(HttpStatusCode.OK, """{"status": "ok"}""");
        await (await own.Http.GetAsync("/health/ready")).ShouldBeAsync(HttpStatusCode.ServiceUnavailable,
            """{"status": "degraded", "components": {"db": "down", "redis": "disabled", "worker": "unknown"}}""");
        var answers = new[]
        {
            await person.GetAsync("/tasks"),
            await person.PatchAsync($"/tasks/{id}", """{"title": "x"}"""),
            await own.PostAsync("/auth/login", $$"""{"email": "{{person.Email}}", "password": "{{Api.Password}}"}"""),
            await own.PostAsync("/auth/register", """{"email": "new@example.com", "password": "correct horse"}"""),
        };
        foreach (var answer in answers)
        {
            await answer.ShouldBeAsync(HttpStatusCode.ServiceUnavailable,
                """{"error": {"code": "SERVICE_UNAVAILABLE", "message": "The service is temporarily unavailable. Please try again shortly.", "details": {}, "correlation_id": "*"}}""");
            answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(1));
        }
    }

    private static async Task ShouldBeLoggedBrieflyAsync(Api own)
    {
        var lines = (await own.Service.LogAsync())
            .Split('\n').Where(line => line.Contains("\"event_id\":2002", StringComparison.Ordinal)).ToList();
        lines.Count.ShouldBeGreaterThanOrEqualTo(4);
        lines.ShouldAllBe(line => line.Contains("A dependency is unavailable: ", StringComparison.Ordinal)
            && !line.Contains("\"stack\"", StringComparison.Ordinal));
    }

    private static async Task ShouldBecomeReadyAsync(Api own) =>
        await Soon.BecomesAsync(() => own.Http.GetAsync("/health/ready"), ready => ready.StatusCode == HttpStatusCode.OK);
}
