namespace Tracker.Platform.Messaging.Live;

/// <summary>The limits and times of streams. Services use the defaults; tests set others.</summary>
internal sealed record LiveOptions
{
    /// <summary>The max events that wait for a reader; more are replaced by <c>resync</c>.</summary>
    public int Buffer { get; init; } = 256;

    /// <summary>The max streams of a user at this instance.</summary>
    public int PerUser { get; init; } = 10;

    /// <summary>How long a position can be resumed.</summary>
    public TimeSpan Resumable { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long events are kept: longer than they can be resumed, since the clocks of instances differ.</summary>
    public TimeSpan Kept { get; init; } = TimeSpan.FromMinutes(6);

    /// <summary>The interval of comments on a stream, which keep connections open.</summary>
    public TimeSpan Heartbeat { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>The interval of polls for events of other instances.</summary>
    public TimeSpan Poll { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The interval of checks whether readers may still read.</summary>
    public TimeSpan Check { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The min time between two deliveries: with many streams, each delivery writes to many sockets.</summary>
    public TimeSpan Gap { get; init; } = TimeSpan.FromMilliseconds(50);
}
