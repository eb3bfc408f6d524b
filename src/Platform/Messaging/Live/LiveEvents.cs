using Tracker.Platform.Primitives;

namespace Tracker.Platform.Messaging.Live;

/// <summary>Opens streams of the service's events.</summary>
public sealed class LiveEvents
{
    // Each round reads what the other streams got since the round before: more are only needed under a flood of events.
    private const int MaxRounds = 5;

    private readonly LiveFeed feed;
    private readonly LiveStreams streams;
    private readonly LiveOptions options;
    private readonly TimeProvider clock;

    internal LiveEvents(LiveFeed feed, LiveStreams streams, LiveOptions options, TimeProvider clock) =>
        (this.feed, this.streams, this.options, this.clock) = (feed, streams, options, clock);

    /// <summary>
    /// Opens a stream. It has each event once that is committed after this call, and those after <paramref name="lastEventId"/>. If they are
    /// too many or too old, it begins with <c>resync</c>.
    /// </summary>
    /// <param name="lastEventId">The id of the last event or comment that the reader got; null for a new reader.</param>
    /// <returns>The stream, which the caller disposes; null when the user has too many.</returns>
    public async Task<LiveStream?> OpenAsync(LiveReader reader, string? lastEventId, CancellationToken ct)
    {
        if (streams.Reserve(reader) is not { } stream)
        {
            return null;
        }

        try
        {
            var missed = new List<LiveEvent>();
            var resumed = lastEventId is not null && await TryResumeAsync(stream, lastEventId, missed, ct);
            if (resumed)
            {
                stream.Opening = Opening(missed.ConvertAll(LiveFrames.Event), LiveFrames.Mark(Now(stream)));
                return stream;
            }

            var end = (await feed.ReadAsync(after: null, max: 0, ct)).End;
            streams.Join(stream, end, mayMiss: true);
            stream.Opening = Opening([], lastEventId is null ? LiveFrames.Mark(Now(stream)) : LiveFrames.ResyncAt(Now(stream)));
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private async Task<bool> TryResumeAsync(LiveStream stream, string lastEventId, List<LiveEvent> missed, CancellationToken ct)
    {
        if (LivePosition.Parse(lastEventId) is not { } last || !last.IsWithin(options.Resumable, clock.UtcNow()))
        {
            return false;
        }

        var after = last.Place;
        for (var round = 0; round < MaxRounds; round++)
        {
            var page = await feed.ReadAsync(after, options.Buffer - missed.Count + 1, ct);
            missed.AddRange(page.Events);
            if (!page.Knows(after) || missed.Count > options.Buffer)
            {
                return false;
            }

            // The position may come from an instance that has read further.
            after = page.Upto.IsAfter(after) ? page.Upto : after;
            if (streams.Join(stream, after, mayMiss: false) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private LivePosition Now(LiveStream stream) => new(stream.After, clock.UtcNow());

    private static byte[] Opening(IEnumerable<byte[]> missed, byte[] last) =>
        [.. LiveFrames.Opening, .. missed.SelectMany(frame => frame), .. last];
}
