namespace Tracker.Modules.Notifications;

/// <summary>The notifications of an event in one attempt.</summary>
/// <param name="Claimed">The notifications that this attempt sends; it has claimed them.</param>
/// <param name="Busy">Whether another instance has claimed some and may be sending them.</param>
/// <param name="FailedBefore">The error of a notification that failed permanently in an earlier attempt; null for none.</param>
internal sealed record EventNotifications(IReadOnlyList<ClaimedNotification> Claimed, bool Busy, string? FailedBefore)
{
    private int unsent = Claimed.Count;

    /// <summary>Whether the event has notifications, in any state.</summary>
    public required bool Any { get; init; }

    /// <summary>Whether the event is complete once one more of the claimed notifications is sent.</summary>
    public bool IsLast => Volatile.Read(ref unsent) == 1 && !Busy && FailedBefore is null;

    /// <summary>Counts a claimed notification whose send is recorded.</summary>
    public void CountSent() => Interlocked.Decrement(ref unsent);
}

/// <summary>A notification that only this instance may send until the lease ends.</summary>
/// <param name="Channel">One of <see cref="Channels"/>.</param>
/// <param name="Recipient">The e-mail address or phone number; null where the channel has none.</param>
/// <param name="Subject">Null except for e-mails.</param>
/// <param name="Body">HTML in e-mails, text elsewhere.</param>
/// <param name="TextBody">The plain text of an e-mail; null elsewhere.</param>
/// <param name="LeasedUntil">The end of the lease, UTC.</param>
internal sealed record ClaimedNotification(
    Guid Id, string Channel, string? Recipient, string? Subject, string Body, string? TextBody, DateTime LeasedUntil);
