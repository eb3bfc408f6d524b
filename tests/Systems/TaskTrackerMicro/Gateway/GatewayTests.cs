using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Systems.TaskTrackerMicro;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerMicro.Gateway;

/// <summary>Document 001, "API Gateway".</summary>
public sealed class GatewayTests
{
    [Fact]
    public async Task The_root_describes_the_gateway_and_its_services()
    {
        await using var micro = await Micro.StartAsync();

        var services = new JsonObject(new[] { "user-service", "task-service", "stats-service" }
            .Select(name => KeyValuePair.Create<string, JsonNode?>(name, micro.Services[name].Url.ToString().TrimEnd('/'))));

        await (await micro.Http("api-gateway").GetAsync("/")).ShouldBeAsync(HttpStatusCode.OK, $$"""
            {"name": "TaskTracker API Gateway", "version": "1.0.0", "status": "running", "services": {{services.ToJsonString()}} }
            """);
    }

    [Theory]
    [InlineData("user-service", "/api/v1/auth/me")]
    [InlineData("task-service", "/api/v1/tasks/")]
    [InlineData("stats-service", "/api/v1/stats/")]
    public async Task A_service_that_is_away_is_a_503(string service, string path)
    {
        await using var micro = await Micro.StartAsync();
        var user = await micro.UserAsync();
        await micro.Services.StopAsync(service);

        await (await user.GetAsync(path["/api/v1".Length..])).ShouldBeAsync(
            HttpStatusCode.ServiceUnavailable, $$"""{"detail": "{{service}} is temporarily unavailable. Please try again shortly."}""");
        (await micro.Http("api-gateway").GetAsync("/health")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await micro.Services.StartAsync(service);
        (await Soon.BecomesAsync(() => user.GetAsync(path["/api/v1".Length..]), answer => answer.StatusCode == HttpStatusCode.OK))
            .Dispose();
    }

    [Fact]
    public async Task Without_task_service_the_statistics_are_a_503()
    {
        await using var micro = await Micro.StartAsync();
        var user = await micro.UserAsync();
        await micro.Services.StopAsync("task-service");

        await (await user.GetAsync("/stats/")).ShouldBeAsync(
            HttpStatusCode.ServiceUnavailable, """{"detail": "Task service is unavailable. Please try again shortly."}""");
    }

    [Theory]
    [InlineData("/api/v1")]
    [InlineData("/api/v1/users")]
    [InlineData("/api/v1/tasksx")]
    [InlineData("/api/v2/tasks")]
    [InlineData("/nowhere")]
    public async Task An_unknown_prefix_is_not_found(string path)
    {
        await using var micro = await Micro.StartAsync();

        await (await micro.Http("api-gateway").GetAsync(path)).ShouldBeAsync(HttpStatusCode.NotFound, """{"detail": "Not found"}""");
    }

    [Fact]
    public async Task Only_the_gateway_answers_CORS()
    {
        await using var micro = await Micro.StartAsync();

        (await AllowedAsync(micro, "api-gateway", "http://localhost:3000")).ShouldBe(["http://localhost:3000"]);
        (await AllowedAsync(micro, "api-gateway", "https://other.example")).ShouldBeEmpty();
        (await AllowedAsync(micro, "task-service", "http://localhost:3000")).ShouldBeEmpty();
    }

    [Fact]
    public async Task CORS_ORIGINS_replaces_the_default_origin()
    {
        await using var micro = await Micro.StartAsync(("CORS_ORIGINS", "https://tasks.example"));

        (await AllowedAsync(micro, "api-gateway", "https://tasks.example")).ShouldBe(["https://tasks.example"]);
        (await AllowedAsync(micro, "api-gateway", "http://localhost:3000")).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_correlation_id_of_a_request_reaches_every_service()
    {
        await using var micro = await Micro.StartAsync();
        var user = await micro.UserAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/stats/")
        {
            Headers = { { "X-Correlation-ID", "walk-through-three" }, { "Authorization", $"Bearer {user.Token}" } },
        };

        using var answer = await micro.SendAsync(request);

        answer.Headers.GetValues("X-Correlation-ID").ShouldBe(["walk-through-three"]);
        foreach (var service in new[] { "api-gateway", "stats-service", "task-service" })
        {
            await Soon.BecomesTrue(async () => (await micro.Services[service].LogAsync())
                .Contains("\"correlation_id\":\"walk-through-three\"", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Reads_do_not_fail_when_one_of_two_instances_stops()
    {
        await using var micro = await Micro.StartAsync();
        var user = await micro.UserAsync();
        await user.CreateAsync();
        var second = await micro.Services.StartAnotherAsync("task-service");
        await using var gateway = await micro.Services.StartAnotherAsync(
            "api-gateway", ("TASK_SERVICE_URL", $"{micro.Services["task-service"].Url},{second.Url}"));
        var statuses = new List<HttpStatusCode>();

        for (var i = 0; i < 200; i++)
        {
            if (i == 50)
            {
                await second.DisposeAsync();
            }

            using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/tasks/")
            {
                Headers = { { "Authorization", $"Bearer {user.Token}" } },
            };
            using var answer = await gateway.Http.SendAsync(request);
            statuses.Add(answer.StatusCode);
        }

        statuses.ShouldAllBe(status => status == HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_document_of_the_gateway_has_every_forwarded_operation()
    {
        await using var micro = await Micro.StartAsync();
        var expected = new List<string>();
        foreach (var service in TaskTrackerMicroSystem.Definition.Services.Skip(1))
        {
            expected.AddRange((await OperationsAsync(micro, service.Name)).Where(name => name.Contains("/api/", StringComparison.Ordinal)));
        }

        (await OperationsAsync(micro, "api-gateway")).ShouldBe([.. expected, "get /", "get /health"], ignoreOrder: true);
    }

    private static async Task<IEnumerable<string>> OperationsAsync(Micro micro, string service) =>
        JsonNode.Parse(await micro.DocumentAsync(service))!["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key} {path.Key}"));

    private static async Task<IEnumerable<string>> AllowedAsync(Micro micro, string service, string origin)
    {
        using var preflight = new HttpRequestMessage(HttpMethod.Options, "/api/v1/tasks/")
        {
            Headers = { { "Origin", origin }, { "Access-Control-Request-Method", "POST" } },
        };
        using var answer = await micro.Services[service].Http.SendAsync(preflight);
        return answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values) ? values : [];
    }
}
