using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Tracker.Modules.Notifications;
using Tracker.Platform.Http;

namespace Tracker.Systems.ShopFlow.Notifications;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(UtcMillisecondsJsonConverter)])]
[JsonSerializable(typeof(NotificationResponse))]
[JsonSerializable(typeof(NotificationPageResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(ReadinessResponse))]
internal sealed partial class NotificationJson : JsonSerializerContext;

/// <summary>A page of notifications.</summary>
/// <param name="Data">The notifications of this page; empty past the end.</param>
/// <param name="Pagination">The position of the page in the list.</param>
public sealed record NotificationPageResponse(IReadOnlyList<NotificationSummaryResponse> Data, PaginationResponse Pagination);

/// <summary>A notification in a list, without its text.</summary>
/// <param name="Id">The notification's id.</param>
/// <param name="UserId">The id of the user who gets it.</param>
/// <param name="OrderId">The id of its order.</param>
/// <param name="Channel">email or sms.</param>
/// <param name="Type">order_created or order_shipped.</param>
/// <param name="Recipient">The e-mail address or phone number.</param>
/// <param name="Subject">The subject of an e-mail; null in a text message.</param>
/// <param name="Status">queued, sent or failed.</param>
/// <param name="SentAt">The time it was sent, in UTC; null until then.</param>
/// <param name="CreatedAt">The time it was created, in UTC.</param>
public sealed record NotificationSummaryResponse(
    Guid Id,
    Guid UserId,
    Guid? OrderId,
    [property: AllowedValues(Channels.Email, Channels.Sms)] string Channel,
    [property: AllowedValues(NotificationTypes.OrderCreated, NotificationTypes.OrderShipped)] string Type,
    string Recipient,
    string? Subject,
    [property: AllowedValues(NotificationStatuses.Queued, NotificationStatuses.Sent, NotificationStatuses.Failed)] string Status,
    DateTime? SentAt,
    DateTime CreatedAt)
{
    internal static NotificationSummaryResponse From(NotificationSummary n) =>
        new(n.Id, n.UserId, n.OrderId, n.Channel, n.Type!, n.Recipient!, n.Subject, n.Status, n.SentAt, n.CreatedAt);
}

/// <summary>A notification (document 003 §3.3).</summary>
/// <param name="Id">The notification's id.</param>
/// <param name="UserId">The id of the user who gets it.</param>
/// <param name="OrderId">The id of its order.</param>
/// <param name="Channel">email or sms.</param>
/// <param name="Type">order_created or order_shipped.</param>
/// <param name="Recipient">The e-mail address or phone number.</param>
/// <param name="Subject">The subject of an e-mail; null in a text message.</param>
/// <param name="Body">The text: HTML in an e-mail.</param>
/// <param name="Status">queued, sent or failed.</param>
/// <param name="ProviderRef">The provider's id of the message; null until it was sent.</param>
/// <param name="ErrorMessage">The error of the last failed attempt; null when none failed.</param>
/// <param name="SentAt">The time it was sent, in UTC; null until then.</param>
/// <param name="CreatedAt">The time it was created, in UTC.</param>
public sealed record NotificationResponse(
    Guid Id,
    Guid UserId,
    Guid? OrderId,
    [property: AllowedValues(Channels.Email, Channels.Sms)] string Channel,
    [property: AllowedValues(NotificationTypes.OrderCreated, NotificationTypes.OrderShipped)] string Type,
    string Recipient,
    string? Subject,
    string Body,
    [property: AllowedValues(NotificationStatuses.Queued, NotificationStatuses.Sent, NotificationStatuses.Failed)] string Status,
    string? ProviderRef,
    string? ErrorMessage,
    DateTime? SentAt,
    DateTime CreatedAt)
{
    // Errors of providers and connections can contain internal server names and paths.
    private const string NotDelivered = "it could not be delivered";

    internal static NotificationResponse From(Notification notification, bool inDetail)
    {
        var n = notification.Summary;
        return new(
            n.Id,
            n.UserId,
            n.OrderId,
            n.Channel,
            n.Type!,
            n.Recipient!,
            n.Subject,
            notification.Body,
            n.Status,
            notification.ProviderRef,
            inDetail || notification.ErrorMessage is null ? notification.ErrorMessage : NotDelivered,
            n.SentAt,
            n.CreatedAt);
    }
}
