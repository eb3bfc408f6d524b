using System.Diagnostics;

namespace Tracker.Tests.TestKit.TaskTrackerOrders;

/// <summary>The orders and their confirmations, counted in the two databases and the folder of mails.</summary>
public sealed record ConfirmationLedger
{
    /// <summary>Committed orders.</summary>
    public required IReadOnlySet<Guid> Orders { get; init; }

    /// <summary>Events that are not published to Redis.</summary>
    public required int Unpublished { get; init; }

    /// <summary>Notifications with the status <c>sent</c>.</summary>
    public required int Sent { get; init; }

    /// <summary>Notifications beyond one per order.</summary>
    public required int Duplicates { get; init; }

    /// <summary>Orders without a sent notification.</summary>
    public required int Lost { get; init; }

    /// <summary>Messages that wait for their consumer.</summary>
    public required int Waiting { get; init; }

    public required int DeadLetters { get; init; }

    /// <summary>E-mails in the folder.</summary>
    public required int Mails { get; init; }

    public bool IsDelivered => Unpublished == 0 && Waiting == 0 && Lost == 0;

    /// <summary>There is one confirmation per order, and nothing else.</summary>
    public bool IsExact => IsDelivered && Sent == Orders.Count && Mails == Orders.Count && Duplicates == 0 && DeadLetters == 0;

    /// <summary>Counts repeatedly until everything is delivered.</summary>
    /// <param name="patience">The maximum time to wait.</param>
    public static async Task<ConfirmationLedger> WhenDeliveredAsync(
        OrdersServers servers, TimeSpan patience, CancellationToken ct = default)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var ledger = await ReadAsync(servers);
            if (ledger.IsDelivered || waited.Elapsed > patience)
            {
                return ledger;
            }

            await Task.Delay(500, ct);
        }
    }

    public static async Task<ConfirmationLedger> ReadAsync(OrdersServers servers)
    {
        var orders = (await servers.Orders.QueryAsync("select id from orders", row => row.GetGuid(0))).ToHashSet();
        var unpublished = await servers.Orders.QueryAsync("select 1 from outbox where published_at is null", row => row.GetInt32(0));
        var told = await servers.Notifications.QueryAsync(
            "select order_id, status from notifications where type = 'order_created'",
            row => (Order: row.GetGuid(0), Status: row.GetString(1)));
        var messages = await servers.Notifications.QueryAsync(
            "select dead_at is not null from inbound_messages", row => row.GetBoolean(0));
        var sent = told.Where(row => row.Status == "sent").Select(row => row.Order).ToList();
        return new ConfirmationLedger
        {
            Orders = orders,
            Unpublished = unpublished.Count,
            Sent = sent.Count,
            Duplicates = told.Count - told.Select(row => row.Order).Distinct().Count(),
            Lost = orders.Except(sent).Count(),
            Waiting = messages.Count(dead => !dead),
            DeadLetters = messages.Count(dead => dead),
            Mails = servers.CountMails(),
        };
    }
}
