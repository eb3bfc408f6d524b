namespace Tracker.Platform.Background;

/// <summary>
/// How a loop stops, in two steps: it starts no more work, and work in progress is cancelled if it does not complete within a time.
/// </summary>
internal sealed class Stopping : IDisposable
{
    /// <summary>For messages in progress: longer than a provider's time limit, shorter than the shutdown timeout of services.</summary>
    public static readonly TimeSpan DrainTime = TimeSpan.FromSeconds(8);

    private readonly CancellationTokenSource begun;
    private readonly CancellationTokenSource over = new();
    private readonly CancellationTokenRegistration drain;

    /// <param name="drainTime">From the first step to the second.</param>
    /// <param name="loop">Stops the loop.</param>
    /// <param name="service">
    /// Stops the whole service, for a loop that must not wait until the services registered after it have stopped: that would shorten its
    /// own time.
    /// </param>
    public Stopping(TimeSpan drainTime, CancellationToken loop, CancellationToken service = default)
    {
        begun = CancellationTokenSource.CreateLinkedTokenSource(loop, service);
        // By a timer, even without a drain time: cancelling a statement waits for the server, and a hung server would block the shutdown.
        drain = begun.Token.Register(() => over.CancelAfter(drainTime));
    }

    /// <summary>Start no more work.</summary>
    public CancellationToken Begun => begun.Token;

    /// <summary>Cancels work in progress.</summary>
    public CancellationToken Over => over.Token;

    public void Dispose()
    {
        // First, since it waits for the callback if that is running.
        drain.Dispose();
        over.Dispose();
        begun.Dispose();
    }
}
