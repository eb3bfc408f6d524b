using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Shouldly;
using Tracker.Systems.ShopFlow;
using Tracker.Tests.Systems.ShopFlow;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.Command;

/// <summary>The commands on a system of several services that call each other, with a database each.</summary>
public sealed class ShopFlowTests
{
    private const string Password = "S3cur3P@ssw0rd!";

    [Fact]
    public async Task Up_needs_no_settings_and_connects_the_services()
    {
        await using var data = new DataFolderFixture(system: ShopFlowSystem.Definition);
        await using var tracker = data.Up();
        await tracker.ReadyAsync();
        tracker.Output.Where(line => !line.StartsWith('{')).ShouldBe([data.ReadyLine]);

        using var order = await PlaceAsync(data, await LogInAsync(data, "ada@example.com", register: true));
        order.StatusCode.ShouldBe(HttpStatusCode.Created);

        TrackerProcess.Signal(tracker.Id, "TERM");
        (await tracker.ExitCodeAsync(TrackerProcess.StopPatience)).ShouldBe(0);
        data.PostgresRuns().ShouldBeFalse();
    }

    [Fact]
    public async Task Operators_add_and_promote_users_online_and_offline()
    {
        await using var data = await DataFolderFixture.UsedAsync(ShopFlowSystem.Definition);
        (await UserAsync(data, "add", "ada@example.com", Password)).ExitCode.ShouldBe(0);
        (await UserAsync(data, "add", "eve@example.com", "short")).Errors.ShouldContain("it must have at least 8 characters");

        await using var tracker = data.Up();
        await tracker.ReadyAsync();
        (await UserAsync(data, "promote", "ada@example.com")).ShouldBe((0, "ada@example.com is an admin.", ""));

        (await SeesAllOrdersAsync(data, "ada@example.com")).ShouldBeTrue();
    }

    [Fact]
    public async Task The_configured_admin_exists_at_the_start()
    {
        await using var data = await DataFolderFixture.UsedAsync(ShopFlowSystem.Definition);
        (data.Variables["ADMIN_EMAIL"], data.Variables["ADMIN_PASSWORD"]) = ("boss@example.com", Password);
        await using var tracker = data.Up();
        await tracker.ReadyAsync();

        (await SeesAllOrdersAsync(data, "boss@example.com")).ShouldBeTrue();
    }

    [Fact]
    public async Task A_single_service_starts_without_its_broker()
    {
        var port = FreePort.Take();
        var variables = new Dictionary<string, string>
        {
            ["DATABASE_URL"] = await TestPostgres.CreateDatabaseAsync(),
            ["AUTH_SERVICE_URL"] = "http://127.0.0.1:9",
            ["AUTH_SERVICE_TOKEN"] = "a.service.token",
            ["RABBITMQ_HOST"] = "127.0.0.1",
            ["RABBITMQ_PORT"] = $"{FreePort.Take()}",
            ["PORT"] = $"{port}",
            ["HOST"] = "127.0.0.1",
        };
        await using var tracker = TrackerProcess.Start(variables, "serve", "shopflow/order-service");
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

        await Soon.BecomesAsync(() => StatusAsync(http, "/health/ready"), status => status == HttpStatusCode.OK);
        TrackerProcess.Signal(tracker.Id, "TERM");

        (await tracker.ExitCodeAsync(TrackerProcess.StopPatience)).ShouldBe(0);
    }

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient http, string path)
    {
        try
        {
            using var answer = await http.GetAsync(path);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    private static Task<(int ExitCode, string Output, string Errors)> UserAsync(
        DataFolderFixture data, string command, string email, string input = "") =>
        TrackerProcess.RunAsync(data.Variables, input, "user", command, "--system", "shopflow", "--email", email);

    internal static async Task<string> LogInAsync(DataFolderFixture data, string email, bool register = false)
    {
        using var auth = data.Http("auth-service");
        if (register)
        {
            using var registered = await auth.PostAsJsonAsync(
                "/auth/register", new { email, password = Password, first_name = "Ada", last_name = "Lovelace" });
            registered.StatusCode.ShouldBe(HttpStatusCode.Created);
        }

        using var login = await auth.PostAsJsonAsync("/auth/login", new { email, password = Password });
        return (await login.ReadAsync())["access_token"]!.GetValue<string>();
    }

    internal static Task<HttpResponseMessage> PlaceAsync(DataFolderFixture data, string token) =>
        OrdersOf(data, token).PostAsJsonAsync("/orders", JsonDocument.Parse(Shopper.SmallOrder));

    private static async Task<bool> SeesAllOrdersAsync(DataFolderFixture data, string email)
    {
        using var all = await OrdersOf(data, await LogInAsync(data, email)).GetAsync("/orders?scope=all");
        return all.StatusCode == HttpStatusCode.OK;
    }

    private static HttpClient OrdersOf(DataFolderFixture data, string token)
    {
        var orders = data.Http("order-service");
        orders.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return orders;
    }

    [Fact]
    public async Task A_silent_broker_does_not_delay_a_stop()
    {
        await using var data = await DataFolderFixture.UsedAsync(ShopFlowSystem.Definition);
        await using var broker = await TestRabbitMq.StartAsync();
        data.Variables["RABBITMQ_URL"] = broker.Url;
        await using var tracker = data.Up();
        await tracker.ReadyAsync();
        broker.Freeze();

        TrackerProcess.Signal(tracker.Id, "TERM");

        // The limit is 10 s, plus some for a busy machine; without it the stop takes 25.
        (await tracker.ExitCodeAsync(TimeSpan.FromSeconds(17))).ShouldBe(0);
    }
}
