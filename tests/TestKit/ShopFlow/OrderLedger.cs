using System.Diagnostics;
using RabbitMQ.Client;

namespace Tracker.Tests.TestKit.ShopFlow;

/// <summary>The state of the orders, counted in the three databases and the broker.</summary>
public sealed record OrderLedger
{
    private const string DeadLetterQueue = "notifications.order.dead";
    private static readonly string[] Queues =
    [
        .. from queue in new[] { "notifications.order.created", "notifications.order.shipped" }
           from wait in new[] { "", ".retry.1000ms", ".retry.4000ms", ".retry.16000ms" }
           select queue + wait,
    ];

    /// <summary>Committed orders.</summary>
    public required int Orders { get; init; }

    /// <summary>Committed orders of customers with a phone.</summary>
    public required int OrdersWithPhone { get; init; }

    /// <summary>Events in the outbox.</summary>
    public required int Events { get; init; }

    /// <summary>Unconfirmed events.</summary>
    public required int Unpublished { get; init; }

    /// <summary>E-mails with the status <c>sent</c>.</summary>
    public required int Emails { get; init; }

    /// <summary>SMS with the status <c>sent</c>.</summary>
    public required int Sms { get; init; }

    /// <summary>Notifications with another status.</summary>
    public required int NotSent { get; init; }

    /// <summary>Rows beyond one per order, channel and event.</summary>
    public required int DuplicateRows { get; init; }

    /// <summary>Orders without a sent e-mail, or with a phone and without a sent SMS.</summary>
    public required int Lost { get; init; }

    /// <summary>Messages in the queues, including those that wait for a retry.</summary>
    public required int Queued { get; init; }

    /// <summary>Messages in the dead letter queue.</summary>
    public required int DeadLetters { get; init; }

    /// <summary>Every order is published and notified, and nothing is in progress.</summary>
    public bool IsDelivered => Unpublished == 0 && Queued == 0 && NotSent == 0 && Lost == 0;

    /// <summary>There is one event per order, and one sent row per order, channel and event, and nothing else.</summary>
    public bool IsExact =>
        IsDelivered && Events == Orders && Emails == Orders && Sms == OrdersWithPhone && DuplicateRows == 0 && DeadLetters == 0;

    /// <summary>Counts repeatedly until everything is delivered.</summary>
    /// <param name="customers">All customers who ordered.</param>
    /// <param name="patience">The maximum time to wait.</param>
    public static async Task<OrderLedger> WhenDeliveredAsync(
        ShopFlowServers servers, IReadOnlyList<Customer> customers, TimeSpan patience, CancellationToken ct = default)
    {
        var waited = Stopwatch.StartNew();
        while (true)
        {
            var ledger = await ReadAsync(servers, customers);
            if (ledger.IsDelivered || waited.Elapsed > patience)
            {
                return ledger;
            }

            await Task.Delay(500, ct);
        }
    }

    public static async Task<OrderLedger> ReadAsync(ShopFlowServers servers, IReadOnlyList<Customer> customers)
    {
        var withPhone = customers.Where(customer => customer.Phone is not null).Select(customer => customer.Id).ToHashSet();
        var orders = await servers.Orders.QueryAsync(
            "select id, user_id from orders", row => (Id: row.GetGuid(0), Phone: withPhone.Contains(row.GetGuid(1))));
        var events = await servers.Orders.QueryAsync("select published_at is null from outbox", row => row.GetBoolean(0));
        var told = await servers.Notifications.QueryAsync(
            "select order_id, channel, type, status from notifications",
            row => (Order: row.GetGuid(0), Channel: row.GetString(1), Type: row.GetString(2), Status: row.GetString(3)));
        var emails = SentTo("email");
        var sms = SentTo("sms");
        return new OrderLedger
        {
            Orders = orders.Count,
            OrdersWithPhone = orders.Count(order => order.Phone),
            Events = events.Count,
            Unpublished = events.Count(pending => pending),
            Emails = emails.Count,
            Sms = sms.Count,
            NotSent = told.Count(row => row.Status != "sent"),
            DuplicateRows = told.Count - told.Select(row => (row.Order, row.Channel, row.Type)).Distinct().Count(),
            Lost = Without(emails, orders.Select(order => order.Id)) + Without(sms, orders.Where(order => order.Phone)
                .Select(order => order.Id)),
            Queued = await CountMessagesAsync(servers.Broker.Url, Queues),
            DeadLetters = await CountMessagesAsync(servers.Broker.Url, [DeadLetterQueue]),
        };

        List<Guid> SentTo(string channel) =>
            [.. told.Where(row => row.Channel == channel && row.Status == "sent").Select(row => row.Order)];
    }

    private static int Without(IEnumerable<Guid> told, IEnumerable<Guid> orders) => orders.Except(told).Count();

    private static async Task<int> CountMessagesAsync(string broker, IReadOnlyList<string> queues)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        var messages = 0;
        foreach (var queue in queues)
        {
            messages += (int)(await channel.QueueDeclarePassiveAsync(queue)).MessageCount;
        }

        return messages;
    }
}
