namespace Tracker.Modules.Notifications;

/// <summary>A notification with its text, on its way to become a row.</summary>
/// <param name="UserId">Whom it tells.</param>
/// <param name="Channel">One of <see cref="Channels"/>; an event makes one of each at most.</param>
/// <param name="Recipient">The e-mail address or phone number; null where the channel needs none, or while it is not known.</param>
/// <param name="Body">The text: HTML in an e-mail.</param>
public sealed record NotificationDraft(Guid UserId, string Channel, string? Recipient, string Body)
{
    /// <summary>The order it is about; null for none.</summary>
    public Guid? OrderId { get; init; }

    /// <summary>What it tells, e.g. <c>order_created</c>; null in systems that do not say.</summary>
    public string? Type { get; init; }

    /// <summary>The subject of an e-mail; null in a text message.</summary>
    public string? Subject { get; init; }

    /// <summary>An e-mail for readers without HTML.</summary>
    public string? TextBody { get; init; }
}
