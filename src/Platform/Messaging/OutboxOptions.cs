namespace Tracker.Platform.Messaging;

/// <summary>How the dispatcher reads the outbox. Services use the defaults; tests set others.</summary>
internal sealed record OutboxOptions
{
    /// <summary>The max messages that one step claims and publishes; default 100.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>The interval of polls for events of other instances; default 200 ms.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(200);
}
