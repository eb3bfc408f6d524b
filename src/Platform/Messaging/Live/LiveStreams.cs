using Tracker.Platform.Messaging.CatchUp;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Messaging.Live;

/// <summary>The open streams of this instance, and the place up to which their events have been read.</summary>
internal sealed class LiveStreams(LiveOptions options, TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly List<LiveStream> open = [];
    private readonly Dictionary<string, int> perUser = new(StringComparer.Ordinal);
    private OutboxPosition? place;
    private bool stopped;

    /// <summary>The place up to which events have been read; null without a stream: then nothing is read.</summary>
    public OutboxPosition? Place
    {
        get
        {
            lock (gate)
            {
                return place;
            }
        }
    }

    public int Count
    {
        get
        {
            lock (gate)
            {
                return open.Count;
            }
        }
    }

    public IReadOnlyCollection<LiveReader> Readers
    {
        get
        {
            lock (gate)
            {
                return open.Select(stream => stream.Reader).ToHashSet();
            }
        }
    }

    /// <summary>A stream that is not open yet, but counts for its user; null when the user has too many.</summary>
    public LiveStream? Reserve(LiveReader reader)
    {
        lock (gate)
        {
            var streams = perUser.GetValueOrDefault(reader.User);
            if (streams >= options.PerUser)
            {
                return null;
            }

            perUser[reader.User] = streams + 1;
            return new LiveStream(reader, options.Buffer, Close);
        }
    }

    /// <summary>Opens a stream whose reader has all events up to a place.</summary>
    /// <returns>The place from which the stream gets events: the later one of the given place and that of the other streams.</returns>
    public OutboxPosition Join(LiveStream stream, OutboxPosition upto)
    {
        lock (gate)
        {
            place ??= upto;
            // After a change of the server all streams get resync with the next page.
            stream.After = place.Value.Lineage != upto.Lineage || place.Value.IsAfter(upto) ? place.Value : upto;
            stream.NextComment = Stamp(options.Heartbeat);
            stream.IsOpen = true;
            open.Add(stream);
            if (stopped)
            {
                stream.End();
            }

            return stream.After;
        }
    }

    /// <summary>Adds the events of a page to all streams.</summary>
    /// <param name="from">The place that the page follows. When it is no longer that of the streams, the page is dropped.</param>
    public void Deliver(OutboxPosition from, LivePage page)
    {
        lock (gate)
        {
            if (place != from)
            {
                return;
            }

            place = page.Upto;
            if (page.Upto.Lineage != from.Lineage)
            {
                // Another server: its events cannot be compared with those that readers have.
                ResyncAll(page.Upto);
                return;
            }

            foreach (var live in page.Events)
            {
                Add(live);
            }
        }
    }

    /// <summary>Sends the comments that are due, and ends the streams whose token has expired.</summary>
    public void Tick()
    {
        lock (gate)
        {
            var (now, stamp) = (clock.UtcNow(), clock.GetTimestamp());
            var mark = place is { } read ? LiveFrames.Mark(new LivePosition(read, now)) : LiveFrames.Comment;
            foreach (var stream in open)
            {
                if (stream.Reader.ExpiresAt <= now)
                {
                    stream.End();
                }
                else if (stream.NextComment <= stamp)
                {
                    stream.NextComment = Stamp(options.Heartbeat);
                    // A full buffer needs no comment. The reader of a stream that is ahead would resume from before events that it has.
                    stream.TryAdd(place is { } at && !stream.After.IsAfter(at) ? mark : LiveFrames.Comment);
                }
            }
        }
    }

    public void End(IReadOnlyCollection<LiveReader> readers)
    {
        lock (gate)
        {
            foreach (var stream in open.Where(stream => readers.Contains(stream.Reader)))
            {
                stream.End();
            }
        }
    }

    /// <summary>Ends all streams, also those that are opened later: the service stops.</summary>
    public void Stop()
    {
        lock (gate)
        {
            stopped = true;
            open.ForEach(stream => stream.End());
        }
    }

    private void Add(LiveEvent live)
    {
        var frame = LiveFrames.Event(live);
        byte[]? resync = null;
        foreach (var stream in open.Where(stream => live.Position.Place.IsAfter(stream.After)))
        {
            if (!stream.TryAdd(frame))
            {
                stream.Replace(resync ??= LiveFrames.ResyncAt(live.Position));
            }
        }
    }

    private void ResyncAll(OutboxPosition upto)
    {
        var resync = LiveFrames.ResyncAt(new LivePosition(upto, clock.UtcNow()));
        foreach (var stream in open)
        {
            stream.After = upto;
            stream.Replace(resync);
        }
    }

    private void Close(LiveStream stream)
    {
        lock (gate)
        {
            open.Remove(stream);
            place = open.Count == 0 ? null : place;
            var streams = perUser[stream.Reader.User] - 1;
            if (streams > 0)
            {
                perUser[stream.Reader.User] = streams;
            }
            else
            {
                perUser.Remove(stream.Reader.User);
            }
        }
    }

    private long Stamp(TimeSpan ahead) => clock.GetTimestamp() + (long)(ahead.TotalSeconds * clock.TimestampFrequency);
}
