namespace Tracker.Modules.Notifications;

/// <summary>A notification that is not stored yet.</summary>
/// <param name="UserId">The user who is notified.</param>
/// <param name="Channel">One of <see cref="Channels"/>; max one draft per channel and event.</param>
/// <param name="Recipient">The e-mail address or phone number; null where the channel has none, or while it is unknown.</param>
/// <param name="Body">HTML in e-mails, text elsewhere.</param>
public sealed record NotificationDraft(Guid UserId, string Channel, string? Recipient, string Body)
{
    /// <summary>Null for none.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>For example <c>order_created</c>; null where the contract has no types.</summary>
    public string? Type { get; init; }

    /// <summary>Null except for e-mails.</summary>
    public string? Subject { get; init; }

    /// <summary>The plain text of an e-mail; null elsewhere.</summary>
    public string? TextBody { get; init; }
}
