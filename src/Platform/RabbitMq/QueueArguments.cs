using System.Text;

namespace Tracker.Platform.RabbitMq;

/// <summary>
/// The arguments of queues: quorum queues, replicated on clusters, from RabbitMQ 3.10 on (the first version whose quorum queues support
/// message TTL); otherwise classic queues.
/// </summary>
internal sealed class QueueArguments
{
    private static readonly Version FirstWithDelays = new(3, 10);
    private readonly bool quorum;

    /// <param name="server">The broker's server properties.</param>
    public QueueArguments(IDictionary<string, object?>? server) => quorum = IsAtLeast(server, FirstWithDelays);

    /// <summary>A queue that keeps its messages.</summary>
    public Dictionary<string, object?> Lasting()
    {
        var arguments = new Dictionary<string, object?>();
        if (quorum)
        {
            arguments["x-queue-type"] = "quorum";
            // A requeue is not a failure of the message: with the default limit of newer brokers (20) a long pause would dead-letter it.
            // And a requeued message keeps its position only when there is a limit.
            arguments["x-delivery-limit"] = int.MaxValue;
        }

        return arguments;
    }

    /// <summary>A queue that holds messages for a time, then moves them to another queue.</summary>
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

    /// <summary>
    /// A consumer's queue. The consumer dead-letters messages itself, with the reason; messages rejected elsewhere take the same route.
    /// </summary>
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
