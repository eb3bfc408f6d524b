using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerMicro;

/// <summary>Document 001, "Verify Services", and databases that become read-only.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task Every_service_reports_its_health_under_its_name()
    {
        await using var micro = await Micro.StartAsync();
        foreach (var service in new[] { "api-gateway", "user-service", "task-service", "stats-service" })
        {
            await (await micro.Http(service).GetAsync("/health"))
                .ShouldBeAsync(HttpStatusCode.OK, $$"""{"status": "healthy", "service": "{{service}}"}""");
        }

        foreach (var service in new[] { "user-service", "task-service" })
        {
            await (await micro.Http(service).GetAsync("/health/ready"))
                .ShouldBeAsync(HttpStatusCode.OK, $$"""{"status": "healthy", "service": "{{service}}"}""");
        }
    }

    [Fact]
    public async Task A_read_only_database_permits_reads_only_until_it_recovers()
    {
        await using var micro = await Micro.StartAsync();
        var user = await micro.UserAsync();
        var id = await user.TaskAsync();
        string[] services = ["user-service", "task-service"];
        foreach (var service in services)
        {
            await TestPostgres.SetReadOnlyAsync(micro.Services.Database(service), true);
        }

        foreach (var service in services)
        {
            var last = await Soon.BecomesAsync(
                () => micro.Http(service).GetAsync("/health/ready"), ready => ready.StatusCode == HttpStatusCode.ServiceUnavailable);
            await last.ShouldBeAsync(HttpStatusCode.ServiceUnavailable, $$"""{"status": "unhealthy", "service": "{{service}}"}""");
            (await micro.Http(service).GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        await Soon.BecomesAsync(() => user.GetAsync($"/tasks/{id}"), read => read.StatusCode == HttpStatusCode.OK);
        HttpResponseMessage[] answers =
        [
            await micro.PostAsync("/auth/register", """{"email": "new@example.com", "username": "new", "password": "secret"}"""),
            await user.PostAsync("/tasks/", """{"title": "x"}"""),
            await user.PutAsync($"/tasks/{id}", """{"title": "x"}"""),
            await user.PatchAsync($"/tasks/{id}/complete"),
            await user.DeleteAsync($"/tasks/{id}"),
        ];
        foreach (var answer in answers)
        {
            await answer.ShouldBeAsync(HttpStatusCode.ServiceUnavailable, Refusal.Away);
        }

        (await user.GetAsync("/tasks/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await user.GetAsync("/stats/")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var service in services)
        {
            await TestPostgres.SetReadOnlyAsync(micro.Services.Database(service), false);
        }

        await Soon.BecomesAsync(
            () => user.PostAsync("/tasks/", """{"title": "x"}"""), created => created.StatusCode == HttpStatusCode.Created);
    }
}
