namespace Tracker.Platform.Messaging;

public enum MessageFate
{
    /// <summary>Handled; never delivered again.</summary>
    Done,

    /// <summary>Failed because of the message or a provider: the attempt counts, and the retry policy applies.</summary>
    Retry,

    /// <summary>Can never succeed: a dead letter at once.</summary>
    Dead,

    /// <summary>A dependency is away: the attempt does not count. The consumer pauses and resumes automatically.</summary>
    Pause,

    /// <summary>
    /// Another worker has the message's work in progress: the attempt does not count, and the message is delivered again after the first
    /// delay of its retry policy.
    /// </summary>
    Later,
}

/// <summary>The outcome of handling a message.</summary>
/// <param name="Reason">For the operator; kept with a dead letter. Empty when done.</param>
public readonly record struct MessageOutcome(MessageFate Fate, string Reason)
{
    public static MessageOutcome Done { get; } = new(MessageFate.Done, "");

    /// <summary>Failed; another attempt may succeed.</summary>
    public static MessageOutcome Retry(string reason) => new(MessageFate.Retry, reason);

    /// <summary>Failed permanently.</summary>
    public static MessageOutcome Dead(string reason) => new(MessageFate.Dead, reason);

    /// <summary>Not possible now, without fault of the message.</summary>
    public static MessageOutcome Pause(string reason) => new(MessageFate.Pause, reason);

    /// <summary>Not possible for this message now, while others can be handled.</summary>
    public static MessageOutcome Later(string reason) => new(MessageFate.Later, reason);
}
