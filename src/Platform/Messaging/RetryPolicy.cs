namespace Tracker.Platform.Messaging;

/// <summary>How often a failed message is handled again before it is a dead letter, and after which delays.</summary>
/// <param name="Delays">The delay before each retry, at least one. The message is dead when the last retry fails.</param>
/// <exception cref="ArgumentException">There is no delay.</exception>
public sealed record RetryPolicy(IReadOnlyList<TimeSpan> Delays)
{
    /// <summary>The delay before each retry, at least one.</summary>
    public IReadOnlyList<TimeSpan> Delays { get; } =
        Delays.Count > 0 ? Delays : throw new ArgumentException("A retry policy needs at least one delay.", nameof(Delays));

    /// <summary>Three retries, after 1 s, 4 s and 16 s (document 003 §5.1).</summary>
    public static RetryPolicy Default { get; } = new([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(16)]);

    /// <summary>The delay of a message whose work is in progress elsewhere (<see cref="MessageFate.Later"/>).</summary>
    public TimeSpan FirstDelay => Delays[0];

    /// <summary>The delay after a failed attempt; null when it was the last.</summary>
    /// <param name="attempt">The failed attempt; 1 is the first delivery.</param>
    public TimeSpan? DelayAfter(int attempt) => attempt <= Delays.Count ? Delays[attempt - 1] : null;
}
