using System.Diagnostics;
using System.Globalization;
using System.Text;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using Tracker.Platform.Messaging;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.RabbitMq;

/// <summary>
/// The form of a message in the broker (document 003 §5): persistent JSON, with the event's id as message id and its trace in
/// <c>traceparent</c>. Copies for retries and dead letters carry their history in our own headers. Foreign headers are not copied, since
/// their size is unlimited.
/// </summary>
internal static class WireMessage
{
    private const string TraceParent = "traceparent";
    private const string FailedAttempts = "x-failed-attempts";
    private const string OriginalRoutingKey = "x-original-routing-key";
    private const string FailedConsumer = "x-failed-consumer";
    private const string FailedReason = "x-failed-reason";
    private const string FailedAt = "x-failed-at";
    private const string Json = "application/json";
    private const int ReasonLength = 1000;

    // 9999-12-31T23:59:59Z.
    private const long MaxUnixTime = 253_402_300_799;

    public static BasicProperties New(OutboxMessage message)
    {
        var properties = new BasicProperties
        {
            Persistent = true,
            ContentType = Json,
            MessageId = message.EventId.ToString(),
            Timestamp = new AmqpTimestamp(new DateTimeOffset(message.OccurredAt).ToUnixTimeSeconds()),
        };
        if (message.TraceParent is { } parent)
        {
            properties.Headers = new Dictionary<string, object?> { [TraceParent] = parent };
        }

        return properties;
    }

    /// <returns>Null when its properties cannot be read: it has no id, or invalid values in our headers.</returns>
    public static InboundMessage? Read(BasicDeliverEventArgs delivery)
    {
        var (properties, headers) = (delivery.BasicProperties, delivery.BasicProperties.Headers);
        return Guid.TryParse(properties.MessageId, out var id) && Attempts(headers) is { } failed
            ? new InboundMessage(id, Topic(delivery), delivery.Body.ToArray(), failed + 1)
            {
                MayHaveBegun = delivery.Redelivered || IsCopy(headers),
                TraceParent = Trace(headers),
            }
            : null;
    }

    /// <summary>A failed message to retry.</summary>
    public static BasicProperties Failed(BasicDeliverEventArgs delivery, InboundMessage message) =>
        Copy(delivery.BasicProperties, Topic(delivery), message.Attempt);

    /// <summary>A delayed message whose attempt does not count.</summary>
    public static BasicProperties Waiting(BasicDeliverEventArgs delivery, InboundMessage message) =>
        Copy(delivery.BasicProperties, Topic(delivery), message.Attempt - 1);

    /// <summary>A dead letter.</summary>
    /// <param name="message">Null when the delivery could not be read.</param>
    /// <param name="reason">Cut to 1,000 characters.</param>
    /// <param name="now">UTC.</param>
    public static BasicProperties Dead(
        BasicDeliverEventArgs delivery, InboundMessage? message, string consumer, string reason, DateTime now)
    {
        var copy = Copy(delivery.BasicProperties, message?.Topic ?? delivery.RoutingKey, message?.Attempt ?? 1);
        copy.Headers![FailedConsumer] = consumer;
        copy.Headers[FailedReason] = reason.CutTo(ReasonLength);
        copy.Headers[FailedAt] = now.ToString("O", CultureInfo.InvariantCulture);
        return copy;
    }

    /// <summary>A dead letter to handle again as if it were new.</summary>
    public static BasicProperties Revived(IReadOnlyBasicProperties dead, DeadLetter letter)
    {
        var copy = Copy(dead, letter.Topic, failed: 0);
        copy.Headers!.Remove(FailedAttempts);
        return copy;
    }

    /// <summary>Reads a dead letter. When the consumer did not write it, the broker's own header has the details.</summary>
    public static DeadLetter ReadDead(BasicGetResult result)
    {
        var headers = result.BasicProperties.Headers;
        var death = LastDeath(headers);
        return new DeadLetter(
            Text(headers, FailedConsumer) ?? Text(death, "queue") ?? "",
            Guid.TryParse(result.BasicProperties.MessageId, out var id) ? id : Guid.Empty,
            Text(headers, OriginalRoutingKey) ?? FirstRoutingKey(death) ?? result.RoutingKey,
            Attempts(headers) ?? 0,
            Text(headers, FailedReason) ?? Text(death, "reason") ?? "",
            IsoTime.TryParse(Text(headers, FailedAt), out var at) ? at : TimeOf(death));
    }

    private static BasicProperties Copy(IReadOnlyBasicProperties original, string topic, int failed)
    {
        var copy = new BasicProperties
        {
            Persistent = true,
            ContentType = original.ContentType ?? Json,
            Headers = new Dictionary<string, object?> { [OriginalRoutingKey] = topic, [FailedAttempts] = failed },
        };
        if (original.IsMessageIdPresent())
        {
            copy.MessageId = original.MessageId;
        }

        if (original.IsTimestampPresent())
        {
            copy.Timestamp = original.Timestamp;
        }

        if (Trace(original.Headers) is { } parent)
        {
            copy.Headers[TraceParent] = parent;
        }

        return copy;
    }

    private static bool IsCopy(IDictionary<string, object?>? headers) => headers is not null && headers.ContainsKey(OriginalRoutingKey);

    private static string Topic(BasicDeliverEventArgs delivery) =>
        Text(delivery.BasicProperties.Headers, OriginalRoutingKey) ?? delivery.RoutingKey;

    private static int? Attempts(IDictionary<string, object?>? headers) =>
        headers is null || !headers.TryGetValue(FailedAttempts, out var value) ? 0 : value is int count and >= 0 and < 1000 ? count : null;

    private static string? Trace(IDictionary<string, object?>? headers) =>
        Text(headers, TraceParent) is { } text && ActivityContext.TryParse(text, traceState: null, out _) ? text : null;

    // The broker's history of dead-lettering, latest first.
    private static IDictionary<string, object?>? LastDeath(IDictionary<string, object?>? headers) =>
        headers is not null && headers.TryGetValue("x-death", out var value) && value is IList<object?> { Count: > 0 } deaths
            ? deaths[0] as IDictionary<string, object?>
            : null;

    private static string? FirstRoutingKey(IDictionary<string, object?>? death) =>
        death is not null
        && death.TryGetValue("routing-keys", out var keys)
        && keys is IList<object?> { Count: > 0 } list
        && list[0] is byte[] bytes
            ? Encoding.UTF8.GetString(bytes)
            : null;

    private static DateTime TimeOf(IDictionary<string, object?>? death) =>
        death is not null && death.TryGetValue("time", out var value) && value is AmqpTimestamp { UnixTime: >= 0 and <= MaxUnixTime } time
            ? DateTimeOffset.FromUnixTimeSeconds(time.UnixTime).UtcDateTime
            : DateTime.UnixEpoch;

    // A routing key has at most 255 bytes; of our headers only the reason is longer.
    private static string? Text(IDictionary<string, object?>? headers, string name) =>
        headers is not null && headers.TryGetValue(name, out var value) && value is byte[] { Length: <= 4 * ReasonLength } bytes
            ? Encoding.UTF8.GetString(bytes)
            : null;
}
