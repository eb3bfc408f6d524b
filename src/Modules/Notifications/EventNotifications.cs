namespace Tracker.Modules.Notifications;

/// <summary>The notifications of one event, as one attempt finds them.</summary>
/// <param name="Claimed">Those that are to be sent and that this attempt has for itself until their lease ends.</param>
/// <param name="Busy">Another instance has some, and may be sending them.</param>
/// <param name="FailedBefore">Why one has failed for good in an attempt before this one; null when none has.</param>
internal sealed record EventNotifications(IReadOnlyList<ClaimedNotification> Claimed, bool Busy, string? FailedBefore)
{
    /// <summary>There is at least one, whatever its state.</summary>
    public required bool Any { get; init; }
}

/// <summary>A notification that this instance may send until its lease ends.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Channel">One of <see cref="Channels"/>.</param>
/// <param name="Recipient">The e-mail address or phone number; null where the channel needs none.</param>
/// <param name="Subject">The subject of an e-mail.</param>
/// <param name="Body">The text: HTML in an e-mail.</param>
/// <param name="TextBody">An e-mail for readers without HTML.</param>
/// <param name="LeasedUntil">When another instance may take it, in UTC.</param>
internal sealed record ClaimedNotification(
    Guid Id, string Channel, string? Recipient, string? Subject, string Body, string? TextBody, DateTime LeasedUntil);
