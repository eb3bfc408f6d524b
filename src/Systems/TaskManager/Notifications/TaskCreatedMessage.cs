using System.Text.Json;
using System.Text.Unicode;
using Tracker.Platform.Messaging;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskManager.Notifications;

/// <summary>The part of an event that notification-service reads.</summary>
/// <param name="EventId">Identifies repeats.</param>
/// <param name="TaskId">The number of the task.</param>
/// <param name="Title">The title of the task when it was created.</param>
/// <param name="UserId">The number of the task's owner.</param>
/// <param name="UserEmail">Null when the event has none.</param>
/// <param name="At">The time of the event, in UTC.</param>
internal sealed record TaskCreatedMessage(Guid EventId, long TaskId, string Title, long UserId, string? UserEmail, DateTime At)
{
    private const int MaxBytes = 1024 * 1024;

    /// <summary>Reads a message strictly. A malformed message is not retried.</summary>
    /// <param name="message">A message of the topic.</param>
    /// <param name="fault">Why the message is not valid, without any of its content; null when it is valid.</param>
    /// <returns>Null when the message is not valid.</returns>
    public static TaskCreatedMessage? Read(InboundMessage message, out string? fault)
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
            fault = json is null ? "the message is not UTF-8" : FaultOf(json.RootElement, message.EventId);
            if (json is null || fault is not null)
            {
                return null;
            }

            ReadAllText(json.RootElement);
            return Of(json.RootElement, message.EventId);
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

    // The notification log has all members, also those that are not checked here.
    private static void ReadAllText(JsonElement json)
    {
        using var writer = new Utf8JsonWriter(Stream.Null);
        json.WriteTo(writer);
    }

    private static TaskCreatedMessage Of(JsonElement json, Guid eventId)
    {
        var data = json.GetProperty("data");
        return new TaskCreatedMessage(
            eventId, Number(data, "task_id")!.Value, Text(data, "title")!, Number(data, "user_id")!.Value, Text(data, "user_email"),
            Time(json)!.Value);
    }

    private static string? FaultOf(JsonElement json, Guid eventId) =>
        json.ValueKind != JsonValueKind.Object ? "the message is not a JSON object"
        : Text(json, "event_type") != TaskManagerEvents.TaskCreatedType ? $"its event_type is not {TaskManagerEvents.TaskCreatedType}"
        : !Uuid.TryParse(Text(json, "event_id"), out var id) ? "its event_id is not a UUID"
        : id != eventId ? "its event_id is not the message's id"
        : Time(json) is null ? "its timestamp is not an ISO 8601 time"
        : !json.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object ? "its data is not an object"
        : Number(data, "task_id") is null ? "its task_id is not a whole number"
        : Number(data, "user_id") is null ? "its user_id is not a whole number"
        : Text(data, "title") is not { } title || title.Contains('\0', StringComparison.Ordinal) ? "its title is not a text"
        : null;

    private static DateTime? Time(JsonElement json) => IsoTime.TryParse(Text(json, "timestamp"), out var utc) ? utc : null;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static long? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var number)
            ? number
            : null;
}
