namespace Tracker.Platform.Messaging;

/// <summary>How often and after which waits a message that failed is handled again before it is dead.</summary>
/// <param name="Delays">The wait before each repeat, at least one; after the last one failed the message is dead.</param>
/// <exception cref="ArgumentException">There is no wait.</exception>
public sealed record RetryPolicy(IReadOnlyList<TimeSpan> Delays)
{
    /// <summary>The wait before each repeat, at least one.</summary>
    public IReadOnlyList<TimeSpan> Delays { get; } =
        Delays.Count > 0 ? Delays : throw new ArgumentException("A message that somebody else is at needs a wait.", nameof(Delays));

    /// <summary>Three repeats, after 1 s, 4 s and 16 s (document 003 §5.1).</summary>
    public static RetryPolicy Default { get; } = new([TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(4), TimeSpan.FromSeconds(16)]);

    /// <summary>The wait of a message that somebody else is at (<see cref="MessageFate.Later"/>).</summary>
    public TimeSpan FirstDelay => Delays[0];

    /// <summary>The wait after an attempt that failed; null when it was the last.</summary>
    /// <param name="attempt">Which attempt failed; 1 is the first delivery.</param>
    public TimeSpan? DelayAfter(int attempt) => attempt <= Delays.Count ? Delays[attempt - 1] : null;
}
