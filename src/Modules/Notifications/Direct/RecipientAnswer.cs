namespace Tracker.Modules.Notifications.Direct;

/// <summary>Finds where a user is reached: where a channel needs a recipient, it is asked before the notification is sent.</summary>
/// <param name="userId">The user.</param>
/// <param name="channel">One of <see cref="Channels"/>, but not <see cref="Channels.InApp"/>.</param>
/// <param name="ct">The service stops.</param>
public delegate Task<RecipientAnswer> FindRecipient(Guid userId, string channel, CancellationToken ct);

/// <summary>The kinds of <see cref="RecipientAnswer"/>.</summary>
public enum RecipientStatus
{
    /// <summary>There is an address.</summary>
    Found,

    /// <summary>There is none, and asking again does not change that.</summary>
    Missing,

    /// <summary>Who knows cannot be asked now.</summary>
    Away,
}

/// <summary>Where a user is reached.</summary>
/// <param name="Status">The kind.</param>
/// <param name="Detail">The e-mail address or phone number when it is found, else why it is not (at most 1,000 characters).</param>
public readonly record struct RecipientAnswer(RecipientStatus Status, string Detail)
{
    /// <summary>There is an address.</summary>
    public static RecipientAnswer Found(string recipient) => new(RecipientStatus.Found, recipient);

    /// <summary>There is none: the notification fails for good.</summary>
    public static RecipientAnswer Missing(string reason) => new(RecipientStatus.Missing, reason);

    /// <summary>Not known now: the notification waits, and the attempt does not count.</summary>
    public static RecipientAnswer Away(string reason) => new(RecipientStatus.Away, reason);
}
