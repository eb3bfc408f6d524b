using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Tracker.Modules.Notifications;
using Tracker.Platform.Http;

namespace Tracker.Systems.ShopFlow.Notifications;

/// <summary>The source-generated contracts of everything notification-service answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(UtcMillisecondsJsonConverter)])]
[JsonSerializable(typeof(NotificationResponse))]
[JsonSerializable(typeof(NotificationPageResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(ReadinessResponse))]
internal sealed partial class NotificationJson : JsonSerializerContext;

/// <summary>A page of notifications.</summary>
/// <param name="Data">The notifications of this page; none past the end.</param>
/// <param name="Pagination">Where the page stands.</param>
public sealed record NotificationPageResponse(IReadOnlyList<NotificationSummaryResponse> Data, PaginationResponse Pagination);

/// <summary>What a list tells of a notification.</summary>
/// <param name="Id">The notification's id.</param>
/// <param name="UserId">Whom it tells.</param>
/// <param name="OrderId">The order it is about.</param>
/// <param name="Channel">email or sms.</param>
/// <param name="Type">order_created or order_shipped.</param>
/// <param name="Recipient">The e-mail address or phone number.</param>
/// <param name="Subject">The subject of an e-mail; null in a text message.</param>
/// <param name="Status">queued, sent or failed.</param>
/// <param name="SentAt">When it was sent, in UTC; null before.</param>
/// <param name="CreatedAt">When it was made, in UTC.</param>
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
/// <param name="UserId">Whom it tells.</param>
/// <param name="OrderId">The order it is about.</param>
/// <param name="Channel">email or sms.</param>
/// <param name="Type">order_created or order_shipped.</param>
/// <param name="Recipient">The e-mail address or phone number.</param>
/// <param name="Subject">The subject of an e-mail; null in a text message.</param>
/// <param name="Body">Its text: HTML in an e-mail.</param>
/// <param name="Status">queued, sent or failed.</param>
/// <param name="ProviderRef">The provider's own id of it; null before it was sent.</param>
/// <param name="ErrorMessage">Why the last attempt failed; null when none did.</param>
/// <param name="SentAt">When it was sent, in UTC; null before.</param>
/// <param name="CreatedAt">When it was made, in UTC.</param>
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
    // What providers and their connections say names servers and paths of ours.
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
