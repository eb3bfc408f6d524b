namespace Tracker.Platform.Messaging;

/// <summary>How the outbox is emptied. Services use the defaults; tests set others.</summary>
internal sealed record OutboxOptions
{
    /// <summary>The max messages that one step claims and publishes; default 100.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>How often the table is read for messages that other instances left behind; default 200 ms.</summary>
    public TimeSpan PollInterval { get; init; } = TimeSpan.FromMilliseconds(200);
}
