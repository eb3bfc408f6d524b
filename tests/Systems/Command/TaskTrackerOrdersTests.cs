using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Systems.TaskTrackerOrders;
using Tracker.Tests.Systems.TaskTrackerOrders;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.Command;

/// <summary>tasktracker-orders by the commands of an operator.</summary>
public sealed class TaskTrackerOrdersTests
{
    [Fact]
    public async Task A_restored_system_has_its_orders_and_repeats_nothing()
    {
        await using var data = await DataFolderFixture.UsedAsync(TaskTrackerOrdersSystem.Definition);
        string order;
        await using (var tracker = data.Up())
        {
            await tracker.ReadyAsync();
            tracker.Output.Where(line => !line.StartsWith('{')).ShouldBe([data.ReadyLine]);
            await RegisterAsync(data);
            order = await PlaceAsync(data);
            await AwaitNotificationsAsync(data, 1);
        }

        (await RunAsync(data, "backup", data.Archive)).ExitCode.ShouldBe(0);
        await using var empty = new DataFolderFixture(system: TaskTrackerOrdersSystem.Definition);
        (await RunAsync(empty, "restore", data.Archive)).ExitCode.ShouldBe(0);
        await using var redis = await TestRedis.StartAsync();
        // The restored database counts its transactions anew, and its outbox is read over Redis for the first time.
        empty.Variables["REDIS_URL"] = redis.Url;
        await using var again = empty.Up();
        await again.ReadyAsync();

        using var orders = await HttpAsync(empty, "order-service");
        (await orders.GetAsync($"/orders/{order}")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await PlaceAsync(empty);
        (await AwaitNotificationsAsync(empty, 2)).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Operators_commands_know_the_system()
    {
        await using var data = await DataFolderFixture.UsedAsync(TaskTrackerOrdersSystem.Definition);

        (await RunWithInputAsync(data, OrderSystem.Password, "user", "add", "--email", "ada@example.com")).ExitCode.ShouldBe(0);
        (await RunAsync(data, "retention", "--dry-run")).Output.ShouldContain("notifications");
        (await RunAsync(data, "deadletters", "list")).ExitCode.ShouldBe(0);
        var token = await RunAsync(data, "token", "--subject", "reports");
        await using var tracker = data.Up();
        await tracker.ReadyAsync();
        using var auth = await HttpAsync(data, "auth-service");

        var me = await (await auth.GetAsync("/users/me")).ReadAsync();
        me["name"]!.GetValue<string>().ShouldBe("ada@example.com");
        auth.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token.Output.Trim());
        (await auth.GetAsync($"/users/{me["id"]}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_single_service_needs_Redis_configured_but_not_running()
    {
        var port = FreePort.Take();
        var variables = new Dictionary<string, string>
        {
            ["DATABASE_URL"] = await TestPostgres.CreateDatabaseAsync(),
            ["JWT_SECRET"] = OrderSystem.Secret,
            ["PORT"] = $"{port}",
            ["HOST"] = "127.0.0.1",
        };
        var refused = await TrackerProcess.RunAsync(variables, "", "serve", "tasktracker-orders/order-service");
        refused.ExitCode.ShouldBe(2);
        refused.Errors.ShouldContain("REDIS_URL is not set");

        variables["REDIS_URL"] = $"redis://127.0.0.1:{FreePort.Take()}";
        await using var tracker = TrackerProcess.Start(variables, "serve", "tasktracker-orders/order-service");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        await Soon.BecomesTrue(async () =>
        {
            try
            {
                return (await http.GetAsync("/health/ready")).StatusCode == HttpStatusCode.OK;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        TrackerProcess.Signal(tracker.Id, "TERM");
        (await tracker.ExitCodeAsync(TrackerProcess.StopPatience)).ShouldBe(0);
    }

    private static Task<(int ExitCode, string Output, string Errors)> RunAsync(DataFolderFixture data, params string[] command) =>
        RunWithInputAsync(data, "", command);

    private static Task<(int ExitCode, string Output, string Errors)> RunWithInputAsync(
        DataFolderFixture data, string input, params string[] command) =>
        TrackerProcess.RunAsync(data.Variables, input, [.. command, "--system", "tasktracker-orders"]);

    private static async Task RegisterAsync(DataFolderFixture data)
    {
        using var auth = data.Http("auth-service");
        (await auth.PostAsJsonAsync("/register", new { email = "ada@example.com", password = OrderSystem.Password, name = "Ada" }))
            .StatusCode.ShouldBe(HttpStatusCode.Created);
    }

    private static async Task<HttpClient> HttpAsync(DataFolderFixture data, string service)
    {
        using var auth = data.Http("auth-service");
        var session = await (await auth.PostAsJsonAsync(
            "/login", new { email = "ada@example.com", password = OrderSystem.Password })).ReadAsync();
        var http = data.Http(service);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session["access_token"]!.GetValue<string>());
        return http;
    }

    private static async Task<string> PlaceAsync(DataFolderFixture data)
    {
        using var orders = await HttpAsync(data, "order-service");
        var placed = await (await orders.PostAsync("/orders", JsonAssertions.Json(OrderUser.TwoItems))).ReadAsync(HttpStatusCode.Created);
        return placed["id"]!.GetValue<string>();
    }

    private static async Task<JsonArray> AwaitNotificationsAsync(DataFolderFixture data, int count)
    {
        using var notifications = await HttpAsync(data, "notification-service");
        return await Soon.BecomesAsync(
            async () => (await (await notifications.GetAsync("/notifications")).ReadAsync()).AsArray(),
            all => all.Count >= count && all.All(one => one!["status"]!.GetValue<string>() == "sent"));
    }
}
