using System.Threading.Channels;
using Tracker.Platform.Messaging.CatchUp;

namespace Tracker.Platform.Messaging.Live;

/// <summary>
/// The stream of one reader. Its buffer is bounded: when the reader is too slow, all that waits is replaced by <c>resync</c>, so that no
/// reader holds up the others or memory. Dispose it when the reader is gone.
/// </summary>
public sealed class LiveStream : IDisposable
{
    /// <summary>For what is being written when the stream ends.</summary>
    private static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(1);

    private readonly Channel<byte[]> waiting;
    private readonly CancellationTokenSource over = new();
    private readonly Action<LiveStream> close;
    private bool closed;

    internal LiveStream(LiveReader reader, int buffer, Action<LiveStream> close)
    {
        (Reader, this.close) = (reader, close);
        waiting = Channel.CreateBounded<byte[]>(new BoundedChannelOptions(buffer) { SingleReader = false, SingleWriter = false });
    }

    public LiveReader Reader { get; }

    /// <summary>The first bytes, with the events that the reader missed.</summary>
    public ReadOnlyMemory<byte> Opening { get; internal set; }

    /// <summary>The bytes of the following events. It completes when the stream ends.</summary>
    public ChannelReader<byte[]> Frames => waiting.Reader;

    /// <summary>Cancels a write that a reader still blocks a second after the end of the stream.</summary>
    public CancellationToken Over => over.Token;

    /// <summary>The stream gets events.</summary>
    internal bool IsOpen { get; set; }

    /// <summary>The reader has all events up to this place.</summary>
    internal OutboxPosition After { get; set; }

    /// <summary>When the next comment is due.</summary>
    internal long NextComment { get; set; }

    /// <summary>Ends the stream; what waits is still written.</summary>
    public void End()
    {
        if (waiting.Writer.TryComplete())
        {
            over.CancelAfter(LastWrite);
        }
    }

    public void Dispose()
    {
        if (!closed)
        {
            closed = true;
            // Removes the stream first, so that the delivery loop cannot use the disposed token source.
            close(this);
            End();
            over.Dispose();
        }
    }

    /// <returns>False when the buffer is full.</returns>
    internal bool TryAdd(byte[] frame) => waiting.Writer.TryWrite(frame);

    /// <summary>Drops what waits.</summary>
    internal void Replace(byte[] resync)
    {
        while (waiting.Reader.TryRead(out _))
        {
        }

        waiting.Writer.TryWrite(resync);
    }
}
