namespace Tracker.Modules.Notifications;

/// <summary>A notification as a list tells it (document 003 §3.3, §4.3).</summary>
/// <param name="Id">Its id.</param>
/// <param name="UserId">Whom it tells.</param>
/// <param name="OrderId">The order it is about; null for none.</param>
/// <param name="Channel">One of <see cref="Channels"/>.</param>
/// <param name="Type">What it tells, e.g. <c>order_created</c>; null in systems that do not say.</param>
/// <param name="Recipient">The e-mail address or phone number; null where the channel needs none, or while it is not known.</param>
/// <param name="Subject">The subject of an e-mail; null in a text message.</param>
/// <param name="Status">One of <see cref="NotificationStatuses"/>.</param>
/// <param name="SentAt">When the provider took it, in UTC; null before.</param>
/// <param name="CreatedAt">When it was made, in UTC.</param>
public sealed record NotificationSummary(
    Guid Id,
    Guid UserId,
    Guid? OrderId,
    string Channel,
    string? Type,
    string? Recipient,
    string? Subject,
    string Status,
    DateTime? SentAt,
    DateTime CreatedAt);

/// <summary>All of a notification.</summary>
/// <param name="Summary">What a list tells of it.</param>
/// <param name="Body">Its text: HTML in an e-mail.</param>
/// <param name="ProviderRef">The provider's own id of it; null before it was sent.</param>
/// <param name="ErrorMessage">Why the last attempt failed; null when none did, or when it was sent since.</param>
public sealed record Notification(NotificationSummary Summary, string Body, string? ProviderRef, string? ErrorMessage);
