using System.Diagnostics;
using Tracker.Tests.TestKit.TaskTrackerOrders;

namespace Tracker.Fire.TaskTrackerOrders;

/// <summary>
/// 5,000 orders at a steady rate while Redis, order-service and notification-service are killed five times each. Redis Pub/Sub keeps
/// nothing: afterwards every order has exactly one confirmation all the same.
/// </summary>
internal sealed class ConfirmationsUnderFire(int seed, OrdersServers servers, IReadOnlyList<OrdersUser> users)
{
    private const int Orders = 5_000;
    private const double OrdersPerSecond = 60;
    private const int Kills = 5;
    private static readonly TimeSpan OrderPatience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan DeliveryPatience = TimeSpan.FromMinutes(3);

    // Longer than the interval of a catch-up, so that a repeat would arrive.
    private static readonly TimeSpan RepeatPatience = TimeSpan.FromSeconds(12);

    public static async Task<int> RunAsync(int seed)
    {
        Say("Starting PostgreSQL, Redis and the three services");
        await using var servers = await OrdersServers.StartAsync(HostProgram.Assembly);
        var users = await servers.AddUsersAsync(500);
        return await new ConfirmationsUnderFire(seed, servers, users).RunAsync() ? 0 : 1;
    }

    private static void Say(string line) => Console.WriteLine(line);

    private async Task<bool> RunAsync()
    {
        using var patience = new CancellationTokenSource(OrderPatience);
        using var posts = new OrderPosts(servers.Orders.Url, users);
        var watch = Stopwatch.StartNew();
        var killing = Fire.Kills.RunAsync(Victims(), TimeSpan.FromSeconds(Orders / OrdersPerSecond), seed, Say);
        await posts.OrderAsync(Orders, OrdersPerSecond, patience.Token);
        Say($"{watch.Elapsed.TotalSeconds,6:0.0} s  {posts.Accepted.Count:N0} orders are accepted");
        await killing;
        await ConfirmationLedger.WhenDeliveredAsync(servers, DeliveryPatience);
        Say($"{watch.Elapsed.TotalSeconds,6:0.0} s  waiting for repeats");
        await Task.Delay(RepeatPatience);
        return Print(posts, await ConfirmationLedger.ReadAsync(servers));
    }

    private IReadOnlyList<Victim> Victims() =>
    [
        new("Redis", Kills, async _ =>
        {
            servers.Redis.Kill();
            await servers.Redis.StartAgainAsync();
        }),
        new("order-service", Kills, async _ =>
        {
            await servers.Orders.Process.KillAndRestartAsync();
            await servers.Orders.Process.ReadyAsync();
        }),
        new("notification-service", Kills, async _ =>
        {
            await servers.Notifications.Process.KillAndRestartAsync();
            await servers.Notifications.Process.ReadyAsync();
        }),
    ];

    private bool Print(OrderPosts posts, ConfirmationLedger ledger)
    {
        var missing = posts.Accepted.Except(ledger.Orders).Count();
        var holds = posts.Accepted.Count == Orders && missing == 0 && ledger.IsExact;
        var repeats = string.Join(", ", posts.Repeats.OrderBy(pair => pair.Key).Select(pair => $"{pair.Value} × {pair.Key}"));
        Say(
            $"""

            seed {seed} · kills: Redis, order-service, notification-service {Kills} each
              accepted answers         {posts.Accepted.Count,6}   further requests: {repeats}
              accepted, not committed  {missing,6}
              orders committed         {ledger.Orders.Count,6}   an unanswered request may have left one too
              events not published     {ledger.Unpublished,6}
              confirmations sent       {ledger.Sent,6}   {ledger.Mails} e-mails
              confirmed twice          {ledger.Duplicates,6}
              not confirmed            {ledger.Lost,6}   {ledger.Waiting} messages wait
              dead letters             {ledger.DeadLetters,6}
            {(holds ? "each order has exactly one confirmation" : "FAILED")}
            """);
        return holds;
    }
}
