using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Tracker.Modules.Notifications;
using Tracker.Platform.Http;

namespace Tracker.Systems.TaskTrackerOrders.Notifications;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(UtcMillisecondsJsonConverter)])]
[JsonSerializable(typeof(NotifyResponse))]
[JsonSerializable(typeof(IReadOnlyList<NotificationSummaryResponse>))]
[JsonSerializable(typeof(NotificationResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(ReadinessResponse))]
internal sealed partial class NotificationJson : JsonSerializerContext;

/// <summary>An accepted notification.</summary>
/// <param name="Id">The notification's id.</param>
/// <param name="Status">Always <c>pending</c>; it is delivered in the background.</param>
public sealed record NotifyResponse(Guid Id, [property: AllowedValues(NotificationWords.Pending)] string Status);

/// <summary>A notification in a list, without its text.</summary>
/// <param name="Id">The notification's id.</param>
/// <param name="Type">email, in_app or sms.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Status">pending, sent or failed.</param>
/// <param name="CreatedAt">The time it was created, in UTC.</param>
public sealed record NotificationSummaryResponse(
    Guid Id,
    [property: AllowedValues(Channels.Email, Channels.InApp, Channels.Sms)] string Type,
    string Subject,
    [property: AllowedValues(NotificationWords.Pending, NotificationWords.Sent, NotificationWords.Failed)] string Status,
    DateTime CreatedAt)
{
    internal static NotificationSummaryResponse From(NotificationSummary n) =>
        new(n.Id, n.Channel, n.Subject!, NotificationWords.Of(n.Status), n.CreatedAt);
}

/// <summary>A notification.</summary>
/// <param name="Id">The notification's id.</param>
/// <param name="Type">email, in_app or sms.</param>
/// <param name="Subject">The subject.</param>
/// <param name="Body">The text; HTML in the e-mail about an order.</param>
/// <param name="Status">pending, sent or failed.</param>
/// <param name="CreatedAt">The time it was created, in UTC.</param>
public sealed record NotificationResponse(
    Guid Id,
    [property: AllowedValues(Channels.Email, Channels.InApp, Channels.Sms)] string Type,
    string Subject,
    string Body,
    [property: AllowedValues(NotificationWords.Pending, NotificationWords.Sent, NotificationWords.Failed)] string Status,
    DateTime CreatedAt)
{
    internal static NotificationResponse From(Notification notification)
    {
        var n = notification.Summary;
        return new(n.Id, n.Channel, n.Subject!, notification.Body, NotificationWords.Of(n.Status), n.CreatedAt);
    }
}
