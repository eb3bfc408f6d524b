using System.Diagnostics;
using System.Net.Http.Headers;
using Npgsql;
using Shouldly;
using Tracker.Platform.Persistence;
using Tracker.Systems.ShopFlow;
using Tracker.Tests.TestKit;
using Tracker.Tests.TestKit.Delivery;
using Tracker.Tests.TestKit.ShopFlow;

namespace Tracker.Tests.Systems.Command;

/// <summary>
/// Processes are killed while they hold events and messages. Without an early release these would wait for leases of 30 s and more.
/// </summary>
public sealed class AfterCrashTests
{
    private const string ClaimedEvents = "select count(*) from outbox where claimed_by is not null";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Messages_of_a_killed_up_resume_within_ten_seconds()
    {
        await using var ses = new FakeSes();
        await using var data = await DataFolderFixture.UsedAsync(ShopFlowSystem.Definition);
        foreach (var (name, value) in ses.Settings)
        {
            data.Variables[name] = value;
        }

        await using var killed = data.Up();
        await killed.ReadyAsync();
        var token = await ShopFlowTests.LogInAsync(data, "ada@example.com", register: true);
        await using (await BlockDeliveryAsync(data, ses, token))
        {
            TrackerProcess.Signal(killed.Id, "KILL");
            await killed.ExitCodeAsync(TrackerProcess.StopPatience);
        }

        await using var next = data.Up();
        var watch = Stopwatch.StartNew();
        await next.ReadyAsync();
        var ready = watch.Elapsed;
        await Soon.BecomesTrue(() => ses.Accepted.Count == 2);

        Report("up", ready, watch.Elapsed);
        (watch.Elapsed - ready).ShouldBeLessThan(Limit);
        ses.Duplicates.ShouldBe(0);
    }

    [Fact]
    public async Task Messages_of_a_killed_service_resume_within_ten_seconds()
    {
        await using var ses = new FakeSes();
        await using var servers = await ShopFlowServers.StartAsync(TrackerProcess.Assembly, ses.Settings, CancellationToken.None);
        var customers = await Customers.AddAsync(servers.Auth, 1);
        using var orders = new HttpClient { BaseAddress = servers.Orders.Url };
        orders.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", customers[0].Token);

        ses.Next(ProviderFault.Silence);
        await OrderAsync(orders, 1);
        await Soon.BecomesTrue(() => ses.Requests == 1);
        await RestartAsync(servers.Notifications);
        await MeasureAsync(servers.Notifications, ses, accepted: 1);

        servers.Broker.Freeze();
        await OrderAsync(orders, 2);
        await Soon.BecomesTrue(async () => (await servers.Orders.QueryAsync(ClaimedEvents, row => row.GetInt64(0)))[0] == 1);
        await RestartAsync(servers.Orders);
        servers.Broker.Thaw();
        await MeasureAsync(servers.Orders, ses, accepted: 2);
        ses.Duplicates.ShouldBe(0);
    }

    // The first order's e-mail is at a provider that does not answer, with the message in the inbox. The second order's event stays in the
    // outbox.
    private static async Task<NpgsqlConnection> BlockDeliveryAsync(DataFolderFixture data, FakeSes ses, string token)
    {
        ses.Next(ProviderFault.Silence);
        using var first = await ShopFlowTests.PlaceAsync(data, token);
        await Soon.BecomesTrue(() => ses.Requests == 1);
        await using var inbox = new Database(data.DatabaseUrl("notification-service"));
        var held = inbox.NewSession();
        await held.OpenAsync();
        await using var hold = new NpgsqlCommand("begin; lock table inbound_messages in exclusive mode", held);
        await hold.ExecuteNonQueryAsync();
        using var second = await ShopFlowTests.PlaceAsync(data, token);
        await using var outbox = new Database(data.DatabaseUrl("order-service"));
        await using var count = outbox.Source.CreateCommand(ClaimedEvents);
        await Soon.BecomesTrue(async () => (long)(await count.ExecuteScalarAsync())! == 1);
        return held;
    }

    private static Task RestartAsync(ShopFlowService service) => service.Process.KillAndRestartAsync();

    private static async Task MeasureAsync(ShopFlowService service, FakeSes ses, int accepted)
    {
        var watch = Stopwatch.StartNew();
        await service.Process.ReadyAsync();
        var ready = watch.Elapsed;
        await Soon.BecomesTrue(() => ses.Accepted.Count == accepted);
        Report(service.Name, ready, watch.Elapsed);
        (watch.Elapsed - ready).ShouldBeLessThan(Limit);
    }

    private static async Task OrderAsync(HttpClient orders, int number)
    {
        using var body = new ByteArrayContent(OrderBody.Of(number));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await orders.PostAsync(new Uri("orders", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
    }

    private static void Report(string what, TimeSpan ready, TimeSpan delivered) => TestContext.Current.TestOutputHelper?.WriteLine(
        $"{what}: ready {ready.TotalSeconds:0.0} s after its start, delivered {delivered.TotalSeconds:0.0} s after it");
}
