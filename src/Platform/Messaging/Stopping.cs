namespace Tracker.Platform.Messaging;

/// <summary>How a loop stops, in two steps: it begins nothing more, and what it has in hand is broken off if it is not done a while later.</summary>
internal sealed class Stopping : IDisposable
{
    /// <summary>From one step to the other: longer than a message to a person takes at its provider, shorter than what the process grants its
    /// services.</summary>
    public static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(8);

    private readonly CancellationTokenSource begun;
    private readonly CancellationTokenSource over = new();
    private readonly CancellationTokenRegistration drain;

    /// <param name="loop">The loop is to stop.</param>
    /// <param name="service">The whole service is, for a loop that is not to wait until the services registered after it have stopped: their time would be
    /// missing from its own.</param>
    public Stopping(CancellationToken loop, CancellationToken service = default)
    {
        begun = CancellationTokenSource.CreateLinkedTokenSource(loop, service);
        drain = begun.Token.Register(() => over.CancelAfter(DrainTime));
    }

    /// <summary>Nothing more is begun.</summary>
    public CancellationToken Begun => begun.Token;

    /// <summary>What is still in hand is broken off.</summary>
    public CancellationToken Over => over.Token;

    public void Dispose()
    {
        // First, since it waits for the registered call if that is under way.
        drain.Dispose();
        over.Dispose();
        begun.Dispose();
    }
}
