namespace Tracker.Modules.Notifications;

/// <summary>A notification in a list (document 003 §3.3, §4.3).</summary>
/// <param name="UserId">The user who is notified.</param>
/// <param name="OrderId">Null for none.</param>
/// <param name="Channel">One of <see cref="Channels"/>.</param>
/// <param name="Type">For example <c>order_created</c>; null where the contract has no types.</param>
/// <param name="Recipient">The e-mail address or phone number; null where the channel has none, or while it is unknown.</param>
/// <param name="Subject">Null except for e-mails.</param>
/// <param name="Status">One of <see cref="NotificationStatuses"/>.</param>
/// <param name="SentAt">When the provider accepted it, UTC; null until then.</param>
/// <param name="CreatedAt">UTC.</param>
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

/// <param name="Body">HTML in e-mails, text elsewhere.</param>
/// <param name="ProviderRef">The provider's id of the message; null until it is sent.</param>
/// <param name="ErrorMessage">The error of the last attempt; null when it was sent or not yet attempted.</param>
public sealed record Notification(NotificationSummary Summary, string Body, string? ProviderRef, string? ErrorMessage);
