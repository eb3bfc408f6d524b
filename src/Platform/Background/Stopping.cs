namespace Tracker.Platform.Background;

/// <summary>How a loop stops, in two steps: it begins nothing more, and what it has in hand is canceled if it is not done a while
/// later.</summary>
internal sealed class Stopping : IDisposable
{
    /// <summary>For messages in hand: longer than a message to a person takes at its provider, shorter than what the process grants its
    /// services.</summary>
    public static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(8);

    private readonly CancellationTokenSource begun;
    private readonly CancellationTokenSource over = new();
    private readonly CancellationTokenRegistration drain;

    /// <param name="drainTime">From the first step to the second.</param>
    /// <param name="loop">The loop is to stop.</param>
    /// <param name="service">The whole service is, for a loop that is not to wait until the services registered after it have stopped:
    /// their time would be
    /// missing from its own.</param>
    public Stopping(TimeSpan drainTime, CancellationToken loop, CancellationToken service = default)
    {
        begun = CancellationTokenSource.CreateLinkedTokenSource(loop, service);
        // By a timer, also without a drain time: canceling a statement waits for the server, and one that does not answer would hold up
        // the whole stop.
        drain = begun.Token.Register(() => over.CancelAfter(drainTime));
    }

    /// <summary>Nothing more is begun.</summary>
    public CancellationToken Begun => begun.Token;

    /// <summary>What is still in hand is canceled.</summary>
    public CancellationToken Over => over.Token;

    public void Dispose()
    {
        // First, since it waits for the registered call if that is under way.
        drain.Dispose();
        over.Dispose();
        begun.Dispose();
    }
}
