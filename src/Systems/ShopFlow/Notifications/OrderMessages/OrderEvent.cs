using System.Text.Json;
using System.Text.Unicode;
using Tracker.Platform.Messaging;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.ShopFlow.Notifications.OrderMessages;

/// <summary>
/// The part of an event that notification-service reads (document 003 §5). It reads the rest from order-service, which has the current
/// state. The time is in UTC.
/// </summary>
internal sealed record OrderEvent(Guid OrderId, Guid UserId, DateTime OccurredAt)
{
    private const int MaxBytes = 1024 * 1024;
    private const string Version = "1.0";

    /// <summary>Reads a message strictly. A malformed message is not retried.</summary>
    /// <param name="message">A message of the topic.</param>
    /// <param name="eventType">The type that events of the topic must have.</param>
    /// <param name="fault">Why the message is not valid, without any of its content; null when it is valid.</param>
    /// <returns>Null when the message is not valid.</returns>
    public static OrderEvent? Read(InboundMessage message, string eventType, out string? fault)
    {
        if (message.Body.Length > MaxBytes)
        {
            fault = "the message is longer than 1 MiB";
            return null;
        }

        try
        {
            var body = Utf8Json.WithoutMark(message.Body);
            using var json = Utf8.IsValid(body.Span) ? JsonDocument.Parse(body) : null;
            fault = json is null ? "the message is not UTF-8" : FaultOf(json.RootElement, message.EventId, eventType);
            return json is null || fault is not null ? null : Of(json.RootElement);
        }
        catch (JsonException)
        {
            fault = "the message is not JSON";
            return null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, \ud800, is valid JSON, but reading it throws.
            fault = "the message has text that is not Unicode";
            return null;
        }
    }

    private static OrderEvent Of(JsonElement json)
    {
        var payload = json.GetProperty("payload");
        return new OrderEvent(
            payload.GetProperty("order_id").GetGuid(), payload.GetProperty("user_id").GetGuid(), Time(json)!.Value);
    }

    private static string? FaultOf(JsonElement json, Guid eventId, string eventType) =>
        json.ValueKind != JsonValueKind.Object ? "the message is not a JSON object"
        : !Has(json, "version", Version) ? $"its version is not {Version}"
        : !Has(json, "event_type", eventType) ? $"its event_type is not {eventType}"
        : Id(json, "event_id") is not { } id ? "its event_id is not a UUID"
        : id != eventId ? "its event_id is not the message's id"
        : Time(json) is null ? "its timestamp is not an ISO 8601 time"
        : !json.TryGetProperty("payload", out var payload) || payload.ValueKind != JsonValueKind.Object ? "its payload is not an object"
        : Id(payload, "order_id") is null ? "its order_id is not a UUID"
        : Id(payload, "user_id") is null ? "its user_id is not a UUID"
        : null;

    private static bool Has(JsonElement json, string name, string value) => Member(json, name) is { } text && text.ValueEquals(value);

    private static Guid? Id(JsonElement json, string name) => Member(json, name) is { } text && text.TryGetGuid(out var id) ? id : null;

    private static DateTime? Time(JsonElement json) =>
        Member(json, "timestamp") is { } text && IsoTime.TryParse(text.GetString(), out var utc) ? utc : null;

    private static JsonElement? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member : null;
}
