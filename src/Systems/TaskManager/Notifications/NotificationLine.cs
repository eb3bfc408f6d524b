using System.Globalization;
using System.Text.Json;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskManager.Notifications;

/// <summary>A line of the notification log: the event as it was received, and <c>logged_at</c>.</summary>
internal static class NotificationLine
{
    private const string LoggedAt = "logged_at";

    /// <param name="body">A JSON object.</param>
    /// <param name="loggedAt">UTC.</param>
    /// <returns>Without a line break.</returns>
    public static ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> body, DateTime loggedAt)
    {
        using var received = JsonDocument.Parse(Utf8Json.WithoutMark(body));
        return Utf8Json.Write(json =>
        {
            json.WriteStartObject();
            foreach (var member in received.RootElement.EnumerateObject().Where(member => !member.NameEquals(LoggedAt)))
            {
                member.WriteTo(json);
            }

            json.WriteString(LoggedAt, loggedAt.ToString(TaskManagerEvents.TimeForm, CultureInfo.InvariantCulture));
            json.WriteEndObject();
        });
    }
}
