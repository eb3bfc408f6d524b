using System.Text;

namespace Tracker.Platform.RabbitMq;

/// <summary>
/// The arguments of queues: quorum queues, kept on several nodes where there are several, from RabbitMQ 3.10 on (the first whose quorum queues let messages
/// wait); classic ones otherwise.
/// </summary>
internal sealed class QueueArguments
{
    private static readonly Version FirstWithDelays = new(3, 10);
    private readonly bool quorum;

    /// <param name="server">What the broker says of itself.</param>
    public QueueArguments(IDictionary<string, object?>? server) => quorum = IsAtLeast(server, FirstWithDelays);

    /// <summary>Keeps what it gets.</summary>
    public Dictionary<string, object?> Lasting()
    {
        var arguments = new Dictionary<string, object?>();
        if (quorum)
        {
            arguments["x-queue-type"] = "quorum";
            // Giving a message back is no fault of it: with the default limit of newer brokers (20) a long pause would bury it. And what is given back keeps
            // its place only where there is a limit.
            arguments["x-delivery-limit"] = int.MaxValue;
        }

        return arguments;
    }

    /// <summary>Holds messages for a time, then moves them to another queue.</summary>
    public Dictionary<string, object?> Delaying(TimeSpan delay, string then)
    {
        var arguments = new Dictionary<string, object?>
        {
            ["x-message-ttl"] = (long)delay.TotalMilliseconds,
            ["x-dead-letter-exchange"] = "",
            ["x-dead-letter-routing-key"] = then,
        };
        if (quorum)
        {
            arguments["x-queue-type"] = "quorum";
            // The message leaves only when the other queue has confirmed it.
            arguments["x-dead-letter-strategy"] = "at-least-once";
            arguments["x-overflow"] = "reject-publish";
        }

        return arguments;
    }

    /// <summary>Feeds a consumer. The consumer gives messages up itself, with the reason; what anyone else rejects goes the same way.</summary>
    public Dictionary<string, object?> Consumed(RabbitMqQueue queue)
    {
        var arguments = Lasting();
        arguments["x-dead-letter-exchange"] = queue.DeadLetterExchange;
        arguments["x-dead-letter-routing-key"] = queue.DeadLetterRoutingKey;
        return arguments;
    }

    private static bool IsAtLeast(IDictionary<string, object?>? server, Version version) =>
        server is not null
        && server.TryGetValue("product", out var product) && product is byte[] name && Encoding.UTF8.GetString(name) == "RabbitMQ"
        && server.TryGetValue("version", out var text) && text is byte[] bytes
        && Version.TryParse(Encoding.UTF8.GetString(bytes).Split('-', '+')[0], out var running)
        && running >= version;
}
