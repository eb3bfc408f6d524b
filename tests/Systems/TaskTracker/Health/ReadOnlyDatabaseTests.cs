using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.Health;

/// <summary>A database that becomes read-only under a running service, for instance after a failover.</summary>
public sealed class ReadOnlyDatabaseTests
{
    private const string Away =
        """
        {"error": {
            "code": "SERVICE_UNAVAILABLE", "message": "The service is temporarily unavailable. Please try again shortly.",
            "details": {}, "correlation_id": "*"}}
        """;

    [Fact]
    public async Task A_read_only_database_permits_reads_only_until_it_recovers()
    {
        var url = await TestPostgres.CreateDatabaseAsync();
        await using var api = await Api.StartAsync(url);
        var person = await api.PersonAsync();
        var id = await person.TaskAsync();
        await TestPostgres.SetReadOnlyAsync(url, true);
        await Soon.BecomesAsync(() => api.Http.GetAsync("/health/ready"), ready => ready.StatusCode == HttpStatusCode.ServiceUnavailable);
        // A terminated session is noticed when it is used.
        await Soon.BecomesAsync(() => person.GetAsync($"/tasks/{id}"), read => read.StatusCode == HttpStatusCode.OK);
        var before = (await WarningsAsync(api)).Count;

        HttpResponseMessage[] answers =
        [
            await person.PostAsync("/tasks", """{"title": "x"}"""),
            await person.PutAsync($"/tasks/{id}", """{"title": "x"}"""),
            await person.PatchAsync($"/tasks/{id}", """{"title": "x"}"""),
            await person.DeleteAsync($"/tasks/{id}"),
            await person.PostAsync(
                "/auth/change-password", $$"""{"current_password": "{{Api.Password}}", "new_password": "another horse battery"}"""),
            await api.PostAsync("/auth/login", $$"""{"email": "{{person.Email}}", "password": "{{Api.Password}}"}"""),
            await api.PostAsync("/auth/refresh", $$"""{"refresh_token": "{{person.RefreshToken}}"}"""),
            await api.PostAsync("/auth/register", """{"email": "new@example.com", "password": "correct horse"}"""),
        ];
        foreach (var answer in answers)
        {
            await answer.ShouldBeAsync(HttpStatusCode.ServiceUnavailable, Away);
        }

        (await person.GetAsync("/tasks")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await (await api.Http.GetAsync("/health/ready")).ShouldBeAsync(
            HttpStatusCode.ServiceUnavailable,
            """{"status": "degraded", "components": {"db": "down", "redis": "disabled", "worker": "unknown"}}""");
        var warnings = await WarningsAsync(api);
        warnings.Count.ShouldBe(before + answers.Length);
        warnings.ShouldAllBe(line => !line.Contains("\"stack\"", StringComparison.Ordinal));

        await TestPostgres.SetReadOnlyAsync(url, false);
        await Soon.BecomesAsync(() => api.Http.GetAsync("/health/ready"), ready => ready.StatusCode == HttpStatusCode.OK);
        await Soon.BecomesAsync(
            () => person.PatchAsync($"/tasks/{id}", """{"title": "y"}"""), changed => changed.StatusCode == HttpStatusCode.OK);
    }

    private static async Task<List<string>> WarningsAsync(Api api) =>
        [.. (await api.Service.LogAsync()).Split('\n').Where(line => line.Contains("\"event_id\":2002", StringComparison.Ordinal))];
}
