using System.Threading.Channels;
using Tracker.Platform.Messaging;

namespace Tracker.Platform.Redis.Events;

/// <summary>
/// The messages between Redis and the database. Their number and size are bounded: when the database is slower than the publishers, later
/// messages are rejected.
/// </summary>
internal sealed class ReceivedMessages
{
    private const int MaxMessages = 10_000;
    private const long MaxTotalBytes = 32 * 1024 * 1024;
    private readonly Channel<OutboxMessage> waiting = Channel.CreateBounded<OutboxMessage>(MaxMessages);
    private long bytes;

    /// <returns>False when there is no room.</returns>
    public bool TryAdd(OutboxMessage message)
    {
        if (Interlocked.Add(ref bytes, message.Body.Length) <= MaxTotalBytes && waiting.Writer.TryWrite(message))
        {
            return true;
        }

        Interlocked.Add(ref bytes, -message.Body.Length);
        return false;
    }

    /// <summary>Waits for messages and takes those that are there.</summary>
    public async Task<IReadOnlyList<OutboxMessage>> TakeAsync(int max, CancellationToken ct)
    {
        await waiting.Reader.WaitToReadAsync(ct);
        var taken = new List<OutboxMessage>();
        while (taken.Count < max && waiting.Reader.TryRead(out var message))
        {
            Interlocked.Add(ref bytes, -message.Body.Length);
            taken.Add(message);
        }

        return taken;
    }
}
