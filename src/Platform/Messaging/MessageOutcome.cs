namespace Tracker.Platform.Messaging;

/// <summary>The kinds of <see cref="MessageOutcome"/>.</summary>
public enum MessageFate
{
    /// <summary>Handled; never delivered again.</summary>
    Done,

    /// <summary>Failed by fault of the message or of a provider: the attempt counts, and the retry policy says what follows.</summary>
    Retry,

    /// <summary>Can never succeed: a dead letter at once.</summary>
    Dead,

    /// <summary>A peer is away: the attempt does not count, the consumer pauses and resumes by itself.</summary>
    Pause,

    /// <summary>Somebody else is at it: the attempt does not count, and the message comes again after the first wait of its retry policy.</summary>
    Later,
}

/// <summary>What became of a message.</summary>
/// <param name="Fate">The kind.</param>
/// <param name="Reason">Why, for the operator; kept beside a dead letter. Empty when done.</param>
public readonly record struct MessageOutcome(MessageFate Fate, string Reason)
{
    /// <summary>Handled.</summary>
    public static MessageOutcome Done { get; } = new(MessageFate.Done, "");

    /// <summary>Failed; worth another attempt.</summary>
    public static MessageOutcome Retry(string reason) => new(MessageFate.Retry, reason);

    /// <summary>Failed for good.</summary>
    public static MessageOutcome Dead(string reason) => new(MessageFate.Dead, reason);

    /// <summary>Not possible now, through no fault of the message.</summary>
    public static MessageOutcome Pause(string reason) => new(MessageFate.Pause, reason);

    /// <summary>Not this message's turn, while others may go on.</summary>
    public static MessageOutcome Later(string reason) => new(MessageFate.Later, reason);
}
