using Tracker.Platform.Background;

namespace Tracker.Platform.Messaging.Live;

/// <summary>Reads events for all streams of this instance, and keeps the streams. Without a stream it reads nothing.</summary>
internal sealed class LiveDelivery(
    LiveFeed feed, LiveStreams streams, ILiveAudience audience, LiveOptions options, TimeProvider clock)
{
    private const int PageSize = 200;

    // Another transaction is older than that of an event: mostly it ends within milliseconds.
    private static readonly Backoff HeldBack = new(TimeSpan.FromMilliseconds(10), TimeSpan.FromSeconds(1));

    private int waits;
    private long checkedAt = clock.GetTimestamp();

    /// <summary>Reads one page and adds it to the streams.</summary>
    public async Task<StepResult> DeliverAsync(CancellationToken ct)
    {
        if (streams.Place is not { } from)
        {
            return StepResult.Idle;
        }

        var page = await feed.ReadAsync(from, PageSize, ct);
        streams.Deliver(from, page);
        waits = page.Waits && page.Events.Count == 0 ? waits + 1 : 0;
        if (page.Events.Count == PageSize)
        {
            return StepResult.More;
        }

        if (page.Events.Count > 0)
        {
            await Task.Delay(options.Gap, clock, ct);
            return StepResult.More;
        }

        if (!page.Waits)
        {
            return StepResult.Idle;
        }

        await Task.Delay(HeldBack.After(waits), clock, ct);
        return StepResult.More;
    }

    /// <summary>Sends comments, and ends the streams of those who may no longer read.</summary>
    public async Task<StepResult> KeepAsync(CancellationToken ct)
    {
        streams.Tick();
        if (clock.GetElapsedTime(checkedAt) >= options.Check && streams.Readers is { Count: > 0 } readers)
        {
            checkedAt = clock.GetTimestamp();
            streams.End(await audience.EndedAsync(readers, ct));
        }

        return StepResult.Idle;
    }

    /// <summary>Deletes a batch of events that no reader can resume from.</summary>
    public async Task<StepResult> PurgeAsync(CancellationToken ct) =>
        await feed.PurgeAsync(options.Kept, ct) ? StepResult.More : StepResult.Idle;
}
