using System.Globalization;
using System.Net;
using Shouldly;
using Tracker.Platform.Hosting;
using Tracker.Systems.ShopFlow;
using Tracker.Systems.TaskTracker;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems;

/// <summary>A service that starts during a database outage is alive but not ready, and becomes ready when the database returns.</summary>
public sealed class StartingTests
{
    [Theory]
    [InlineData("task-tracker", "api", "/health/live", "/api/v1/tasks", "/metrics")]
    [InlineData("shopflow", "auth-service", "/health", "/auth/users/x", "/docs")]
    [InlineData("shopflow", "order-service", "/health", "/orders", "/nothing")]
    public async Task A_service_listens_before_its_database_answers(string system, string service, string live, string path, string other)
    {
        await using var postgres = await TestPostgres.StartAsync(durable: false);
        var settings = new Dictionary<string, string>
        {
            ["DATABASE_URL"] = await postgres.NewDatabaseAsync(),
            ["PORT"] = FreePort.Take().ToString(CultureInfo.InvariantCulture),
            ["JWT_SECRET_KEY"] = "a-signing-secret-of-the-tests-0123456789",
            ["JWT_SECRET"] = "a-signing-secret-of-the-tests-0123456789",
            ["AUTH_SERVICE_URL"] = "http://127.0.0.1:9",
        };
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{settings["PORT"]}") };
        postgres.Stop();

        var start = TestService.StartAsync(DefinitionOf(system), service, settings);
        await Soon.BecomesTrue(async () => await StatusAsync(http, live) == HttpStatusCode.OK);
        foreach (var refused in new[] { "/health/ready", path, other })
        {
            (await StatusAsync(http, refused)).ShouldBe(HttpStatusCode.ServiceUnavailable, refused);
        }

        (await http.GetStringAsync(live)).ShouldBe("""{"status":"ok"}""");
        (await (await http.GetAsync(path)).Content.ReadAsStringAsync()).ShouldContain("SERVICE_UNAVAILABLE");
        start.IsCompleted.ShouldBeFalse();

        postgres.Start();
        await using var started = await start;
        (await StatusAsync(http, "/health/ready")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(http, path)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static SystemDefinition DefinitionOf(string system) =>
        system == "shopflow" ? ShopFlowSystem.Definition : TaskTrackerSystem.Definition;

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient http, string path)
    {
        try
        {
            using var answer = await http.GetAsync(path);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            // The service does not listen yet.
            return null;
        }
    }
}
