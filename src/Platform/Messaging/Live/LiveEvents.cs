using Tracker.Platform.Primitives;

namespace Tracker.Platform.Messaging.Live;

/// <summary>Opens streams of the service's events.</summary>
public sealed class LiveEvents
{
    private readonly LiveFeed feed;
    private readonly LiveStreams streams;
    private readonly LiveOptions options;
    private readonly TimeProvider clock;

    internal LiveEvents(LiveFeed feed, LiveStreams streams, LiveOptions options, TimeProvider clock) =>
        (this.feed, this.streams, this.options, this.clock) = (feed, streams, options, clock);

    /// <summary>
    /// Opens a stream. It has each event once that is committed after this call, and those after <paramref name="lastEventId"/>. If they
    /// are too many or too old, it begins with <c>resync</c>.
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
            var missed = lastEventId is null ? [] : await ResumeAsync(stream, lastEventId, ct);
            if (!stream.IsOpen)
            {
                await JoinAsync(stream, ct);
            }

            stream.Opening = missed is null
                ? Opening([], LiveFrames.ResyncAt(Now(stream)))
                : Opening(missed.ConvertAll(LiveFrames.Event), LiveFrames.Mark(Now(stream)));
            return stream;
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    private async Task JoinAsync(LiveStream stream, CancellationToken ct)
    {
        var end = (await feed.ReadAsync(after: null, max: 0, ct)).End;
        streams.Join(stream, end);
    }

    /// <summary>Joins the stream, and reads the events between the last one of the reader and the first one that the stream gets.</summary>
    /// <returns>Null when they are too many or too old.</returns>
    private async Task<List<LiveEvent>?> ResumeAsync(LiveStream stream, string lastEventId, CancellationToken ct)
    {
        if (LivePosition.Parse(lastEventId) is not { } last || !last.IsWithin(options.Resumable, clock.UtcNow()))
        {
            return null;
        }

        var page = await feed.ReadAsync(last.Place, options.Buffer + 1, ct);
        if (!page.Knows(last.Place) || page.Events.Count > options.Buffer)
        {
            return null;
        }

        // The last position may come from an instance that has read further.
        var upto = page.Upto.IsAfter(last.Place) ? page.Upto : last.Place;
        var joined = streams.Join(stream, upto);
        if (!joined.IsAfter(upto))
        {
            return [.. page.Events];
        }

        // The other streams have got more since the page was read.
        var gap = await feed.ReadAsync(upto, options.Buffer + 1, ct);
        List<LiveEvent> missed = [.. page.Events, .. gap.Events.Where(live => !live.Position.Place.IsAfter(joined))];
        return missed.Count > options.Buffer ? null : missed;
    }

    private LivePosition Now(LiveStream stream) => new(stream.After, clock.UtcNow());

    private static byte[] Opening(IEnumerable<byte[]> missed, byte[] last) =>
        [.. LiveFrames.Opening, .. missed.SelectMany(frame => frame), .. last];
}
