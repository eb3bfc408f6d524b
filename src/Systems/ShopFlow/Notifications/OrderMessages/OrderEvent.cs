using System.Text.Json;
using System.Text.Unicode;
using Tracker.Platform.Messaging;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.ShopFlow.Notifications.OrderMessages;

/// <summary>What notification-service reads of an event (document 003 §5). The rest it asks order-service for, which knows how things stand now.</summary>
/// <param name="OrderId">The order.</param>
/// <param name="UserId">Its customer.</param>
/// <param name="OccurredAt">When it happened, in UTC.</param>
internal sealed record OrderEvent(Guid OrderId, Guid UserId, DateTime OccurredAt)
{
    private const int MaxBytes = 1024 * 1024;
    private const string Version = "1.0";

    /// <summary>Reads a message strictly. What cannot be read now never can.</summary>
    /// <param name="message">The message.</param>
    /// <param name="eventType">What events of its topic are called.</param>
    /// <param name="fault">What is wrong with it, in words that repeat nothing of it; null when it can be read.</param>
    /// <returns>Null when it cannot be read.</returns>
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
            fault = json is null ? "the message is no UTF-8" : FaultOf(json.RootElement, message.EventId, eventType);
            return json is null || fault is not null ? null : Of(json.RootElement);
        }
        catch (JsonException)
        {
            fault = "the message is no JSON";
            return null;
        }
        catch (InvalidOperationException)
        {
            // Half a character, \ud800, is valid JSON; reading it is what throws.
            fault = "the message holds text that is no Unicode";
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
        json.ValueKind != JsonValueKind.Object ? "the message is no JSON object"
        : !Says(json, "version", Version) ? $"its version is not {Version}"
        : !Says(json, "event_type", eventType) ? $"its event_type is not {eventType}"
        : Id(json, "event_id") is not { } id ? "its event_id is no UUID"
        : id != eventId ? "its event_id is not the message's id"
        : Time(json) is null ? "its timestamp is no ISO 8601 time"
        : !json.TryGetProperty("payload", out var payload) || payload.ValueKind != JsonValueKind.Object ? "its payload is no object"
        : Id(payload, "order_id") is null ? "its order_id is no UUID"
        : Id(payload, "user_id") is null ? "its user_id is no UUID"
        : null;

    private static bool Says(JsonElement json, string name, string value) => Member(json, name) is { } text && text.ValueEquals(value);

    private static Guid? Id(JsonElement json, string name) => Member(json, name) is { } text && text.TryGetGuid(out var id) ? id : null;

    private static DateTime? Time(JsonElement json) =>
        Member(json, "timestamp") is { } text && IsoTime.TryParse(text.GetString(), out var utc) ? utc : null;

    private static JsonElement? Member(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member : null;
}
