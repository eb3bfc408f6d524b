namespace Tracker.Platform.Messaging;

public sealed record OutboxOptions
{
    /// <summary>The max number of messages that one step claims and publishes; default 100.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>
    /// How long a claim of a dispatcher lasts; default 30 s. When the dispatcher hangs, another publishes the message after this time.
    /// </summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The time limit of a batch; default 10 s. It must be shorter than <see cref="Lease"/>; otherwise messages are published twice.
    /// </summary>
    public TimeSpan PublishTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The interval of polls for events of other instances; default 200 ms.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How long published messages are kept; default 7 days.</summary>
    public TimeSpan Retention { get; init; } = TimeSpan.FromDays(7);
}
