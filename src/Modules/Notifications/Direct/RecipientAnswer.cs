using Tracker.Platform.Primitives;

namespace Tracker.Modules.Notifications.Direct;

/// <summary>Finds the address of a user. It is called before a notification is sent, unless the channel needs no recipient.</summary>
/// <param name="userId">The user.</param>
/// <param name="channel">One of <see cref="Channels"/>, but not <see cref="Channels.InApp"/>.</param>
/// <param name="ct">Cancelled when the service stops.</param>
public delegate Task<RecipientAnswer> FindRecipient(Guid userId, string channel, CancellationToken ct);

/// <summary>The kinds of <see cref="RecipientAnswer"/>.</summary>
public enum RecipientStatus
{
    Found,

    /// <summary>The user has no address; a retry does not help.</summary>
    Missing,

    /// <summary>The lookup is not possible now.</summary>
    Away,
}

/// <summary>The answer of <see cref="FindRecipient"/>.</summary>
/// <param name="Status">The kind.</param>
/// <param name="Detail">The e-mail address or phone number, or why there is none.</param>
public readonly record struct RecipientAnswer(RecipientStatus Status, string Detail)
{
    private const int MaxReasonLength = 1000;

    public static RecipientAnswer Found(string recipient) => new(RecipientStatus.Found, recipient);

    /// <summary>The user has no address. The notification fails permanently.</summary>
    public static RecipientAnswer Missing(string reason) => new(RecipientStatus.Missing, reason.CutTo(MaxReasonLength));

    /// <summary>The lookup is not possible now. The notification waits; this does not count as an attempt.</summary>
    public static RecipientAnswer Away(string reason) => new(RecipientStatus.Away, reason);
}
