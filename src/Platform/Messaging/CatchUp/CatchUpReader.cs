using Microsoft.Extensions.Logging;
using Tracker.Platform.Background;
using Tracker.Platform.Peers;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Messaging.CatchUp;

/// <summary>
/// Reads a publisher's outbox by position, for a transport that forgets: Redis Pub/Sub loses what is published while a subscriber is away.
/// Messages that the transport delivered are recognized by their ids.
/// </summary>
internal sealed partial class CatchUpReader(
    EventPublisher publisher,
    CatchUpStore store,
    IReadOnlyList<InboxConsumer> consumers,
    TimeProvider clock,
    ILogger<CatchUpReader> logger) : IDisposable
{
    private readonly PeerClient peer = publisher.Connect();
    private bool wasBehind;

    /// <summary>Set when messages may have been lost, for example after a reconnection.</summary>
    public Wakeup Wakeup { get; } = new();

    /// <param name="interval">The wait when all events are read.</param>
    public StepLoop NewLoop(TimeSpan interval) => new(
        StepAsync,
        new Pace(interval) { Wakeup = Wakeup, Retry = Backoff.Default, DrainTime = Stopping.DrainTime },
        new LoopLog(e => Log.Away(logger, publisher.Name, e.GetType().Name, e.Message), () => Log.Back(logger, publisher.Name)),
        clock);

    /// <summary>Reads one page and stores its messages for their consumers.</summary>
    /// <exception cref="PublisherAwayException">The publisher does not answer, or not with a page.</exception>
    public async Task<StepResult> StepAsync(CancellationToken ct)
    {
        var last = await store.FindAsync(publisher.Name, ct);
        var answer = await peer.AskAsync(publisher.Request(last?.Position), FeedJson.Default.FeedPage, ct);
        if (!answer.Succeeded(out var page, out var problem))
        {
            throw new PublisherAwayException(problem.Reason, problem.Cause);
        }

        TellIfTooLate(last);
        if (page.Events.Count > 0 || page.Position != last?.Position || IsStale(last))
        {
            await StoreAsync(page, ct);
        }

        return page.More ? StepResult.More : StepResult.Idle;
    }

    public void Dispose()
    {
        peer.Dispose();
        Wakeup.Dispose();
    }

    private async Task StoreAsync(FeedPage page, CancellationToken ct)
    {
        var byTopic = page.Events.Select(read => read.ToMessage()).ToLookup(message => message.Topic, StringComparer.Ordinal);
        await using var work = store.Begin(publisher.Name, page.Position, completed: !page.More);
        foreach (var consumer in consumers)
        {
            var missed = await store.NewAsync(consumer.Subscription.Consumer, [.. byTopic[consumer.Subscription.Topic]], ct);
            if (missed.Count > 0)
            {
                consumer.AppendOriginals(work, missed);
            }
        }

        await work.CommitAsync(ct);
    }

    // Without events the position stays. Its time is renewed often enough that it does not seem to be older than the outbox.
    private bool IsStale(ReadPosition? last) => last is null || clock.UtcNow() - last.CompletedAt > OutboxDispatcher.Retention / 100;

    private void TellIfTooLate(ReadPosition? last)
    {
        var isBehind = last is not null && clock.UtcNow() - last.CompletedAt > OutboxDispatcher.Retention;
        if (isBehind && !wasBehind)
        {
            Log.TooLate(logger, publisher.Name, last!.CompletedAt, OutboxDispatcher.Retention.TotalDays);
        }

        wasBehind = isBehind;
    }

    private static partial class Log
    {
        [LoggerMessage(2182, LogLevel.Warning, "The events of {Publisher} cannot be caught up now; it is retried: {Error} {Reason}")]
        public static partial void Away(ILogger logger, string publisher, string error, string reason);

        [LoggerMessage(2183, LogLevel.Information, "The events of {Publisher} are caught up again")]
        public static partial void Back(ILogger logger, string publisher);

        [LoggerMessage(
            2181,
            LogLevel.Error,
            "The events of {Publisher} were last read completely at {CompletedAt:o}, and are kept for {Days} days: some may be missing")]
        public static partial void TooLate(ILogger logger, string publisher, DateTime completedAt, double days);
    }
}
