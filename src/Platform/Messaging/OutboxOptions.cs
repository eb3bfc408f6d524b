namespace Tracker.Platform.Messaging;

/// <summary>How the outbox is emptied.</summary>
public sealed record OutboxOptions
{
    /// <summary>The most messages one step claims and publishes; default 100.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>How long a claimed message belongs to its dispatcher; default 30 s. When it hangs, another publishes the message after this time.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long the transport may take for a batch; default 10 s. Shorter than <see cref="Lease"/>, or messages are published twice.</summary>
    public TimeSpan PublishTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the table is looked at for what other instances left behind; default 200 ms.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long published messages are kept; default 7 days.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);
}
