using System.Diagnostics;
using Tracker.Tests.TestKit.ShopFlow;

namespace Tracker.Fire.ShopFlow;

/// <summary>
/// 10,000 orders at a steady rate while RabbitMQ, order-service and notification-service are killed five times each and PostgreSQL is
/// restarted twice, once cleanly and once like in a power cut. Afterwards every order has one event and one sent notification per channel,
/// and the providers have each message once, except for one per crash of notification-service: the one that it had sent and not yet
/// recorded.
/// </summary>
internal sealed class OrdersUnderFire(int seed, ShopFlowServers servers, Providers providers, IReadOnlyList<Customer> customers)
{
    private const int Orders = 10_000;
    private const double OrdersPerSecond = 100;
    private const int Kills = 5;
    private const int Restarts = 2;
    private static readonly TimeSpan OrderPatience = TimeSpan.FromMinutes(6);
    private static readonly TimeSpan DeliveryPatience = TimeSpan.FromMinutes(5);
    private readonly List<DateTime> crashes = [];
    private readonly List<Task<string>> eventsResumed = [];
    private readonly List<Task<string>> notificationsResumed = [];

    public static async Task<int> RunAsync(int seed)
    {
        await using var providers = new Providers();
        Say("Starting PostgreSQL, RabbitMQ and the three services");
        await using var servers = await ShopFlowServers.StartAsync(HostProgram.Assembly, providers.Settings);
        var customers = await Customers.AddAsync(servers.Auth, Orders);
        return await new OrdersUnderFire(seed, servers, providers, customers).RunAsync() ? 0 : 1;
    }

    private static void Say(string line) => Console.WriteLine(line);

    private async Task<bool> RunAsync()
    {
        using var patience = new CancellationTokenSource(OrderPatience);
        using var buyers = new Buyers(servers.Orders.Url, customers);
        var watch = Stopwatch.StartNew();
        var killing = Fire.Kills.RunAsync(Victims(), TimeSpan.FromSeconds(Orders / OrdersPerSecond), seed, Say);
        await buyers.OrderAsync(OrdersPerSecond, patience.Token);
        Say($"{watch.Elapsed.TotalSeconds,6:0.0} s  {buyers.Accepted:N0} orders are accepted");
        await killing;
        var ledger = await DeliveredAsync();
        var began = DateTime.UtcNow - watch.Elapsed;
        foreach (var (first, again) in providers.Repeats)
        {
            Say($"{(first - began).TotalSeconds,6:0.000} s  a message that came again at {(again - began).TotalSeconds:0.000} s");
        }

        Say($"{watch.Elapsed.TotalSeconds,6:0.0} s  {(ledger.IsDelivered ? "everything is delivered" : "NOT everything is delivered")}");
        return Print(buyers, ledger, await Task.WhenAll(eventsResumed), await Task.WhenAll(notificationsResumed));
    }

    private IReadOnlyList<Victim> Victims() =>
    [
        new("RabbitMQ", Kills, async _ =>
        {
            await servers.Broker.KillAsync();
            await servers.Broker.RestartAsync();
        }),
        new("order-service", Kills, async _ =>
        {
            await servers.Orders.Process.KillAndRestartAsync();
            eventsResumed.Add(ClaimedWork.Events(servers.Orders).MeasureResumeAsync());
            await servers.Orders.Process.ReadyAsync();
        }),
        new("notification-service", Kills, async _ =>
        {
            await servers.Notifications.Process.KillAndRestartAsync();
            notificationsResumed.Add(ClaimedWork.Notifications(servers.Notifications).MeasureResumeAsync());
            // Requests on the wire at the kill reach the provider now; the new process cannot have sent anything yet.
            crashes.Add(DateTime.UtcNow + TimeSpan.FromMilliseconds(300));
            await servers.Notifications.Process.ReadyAsync();
        }),
        new("PostgreSQL", Restarts, restart =>
        {
            servers.Postgres.Stop(restart % 2 == 0 ? "fast" : "immediate");
            servers.Postgres.Start();
            return Task.CompletedTask;
        }),
    ];

    private async Task<OrderLedger> DeliveredAsync()
    {
        await OrderLedger.WhenDeliveredAsync(servers, customers, DeliveryPatience);
        // Any duplicate arrives now.
        await Task.Delay(TimeSpan.FromSeconds(5));
        return await OrderLedger.ReadAsync(servers, customers);
    }

    private bool Print(Buyers buyers, OrderLedger ledger, string[] claimedEvents, string[] claimedNotifications)
    {
        var (mails, texts) = (providers.Emails, providers.Texts);
        var duplicates = mails.Duplicates + texts.Duplicates;
        var ofCrashes = crashes.Select(DuplicatesOf).ToList();
        var holds = buyers.Accepted == Orders && buyers.Orders == ledger.Orders && ledger.Orders == Orders && ledger.IsExact
            && mails.Customers == ledger.Orders && texts.Customers == ledger.OrdersWithPhone && providers.Mistakes == 0
            && ofCrashes.Sum() == duplicates && ofCrashes.Max() <= 1;
        var repeats = string.Join(", ", buyers.Repeats.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} × {pair.Key}"));
        var verdict = holds
            ? $"each order has one event and one notification per channel; {duplicates} duplicates in {Kills} crashes"
            : "FAILED";
        Say(
            $"""

            seed {seed} · kills: RabbitMQ, order-service, notification-service {Kills} each, PostgreSQL restarted {Restarts} times
              accepted answers               {buyers.Accepted,6}   with {buyers.Orders} orders; retries: {repeats}
              orders committed               {ledger.Orders,6}   {ledger.OrdersWithPhone} of customers with a phone
              events                         {ledger.Events,6}   {ledger.Unpublished} not published
              e-mails sent, rows             {ledger.Emails,6}
              SMS sent, rows                 {ledger.Sms,6}
              rows not sent                  {ledger.NotSent,6}   {ledger.Queued} messages in the queues
              rows beyond one per channel    {ledger.DuplicateRows,6}
              lost                           {ledger.Lost,6}
              dead letters                   {ledger.DeadLetters,6}
              customers with an e-mail       {mails.Customers,6}   and {mails.Duplicates} duplicates at the provider
              customers with an SMS          {texts.Customers,6}   and {texts.Duplicates} duplicates at the provider
              duplicates of each crash       {string.Join(", ", ofCrashes),6}   of notification-service
              events claimed at each crash of order-service, published after its restart: {string.Join(", ", claimedEvents)}
              notifications claimed at each crash of notification-service, sent after its restart: {string.Join(", ", claimedNotifications)}
            {verdict}
            """);
        return holds;
    }

    // A message belongs to the crash after its first send, if it was sent again after that.
    private int DuplicatesOf(DateTime crash) =>
        providers.Repeats.Count(
            repeat => repeat.First <= crash && repeat.Again > crash && !crashes.Any(other => other >= repeat.First && other < crash));
}
