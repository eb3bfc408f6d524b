using System.Runtime.CompilerServices;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Tracker.Platform.Messaging;

namespace Tracker.Platform.RabbitMq;

/// <summary>
/// The dead letters of a system's queues. RabbitMQ cannot browse a queue: its messages are fetched, read and requeued, which keeps their
/// order. While one operator reads, another does not see the fetched messages.
/// </summary>
/// <param name="connection">Started on demand, since the service itself may not run.</param>
public sealed class RabbitMqDeadLetters(RabbitMqConnection connection, IReadOnlyList<RabbitMqQueue> queues) : IDeadLetters
{
    private const ushort NotFound = 404;
    private const ulong AllOutstanding = 0;
    private const string DefaultExchange = "";
    private static readonly TimeSpan OpenTimeout = TimeSpan.FromSeconds(2);

    /// <remarks>Reads all queues, since the newest messages are at their ends, and keeps at most <paramref name="max"/>.</remarks>
    public async Task<IReadOnlyList<DeadLetter>> ListAsync(int max, CancellationToken ct)
    {
        var latest = new PriorityQueue<DeadLetter, (DateTime DeadAt, int Position)>();
        var position = 0;
        foreach (var deadQueue in queues.Select(queue => queue.DeadLetterQueue).Distinct())
        {
            await using var channel = await OpenAsync(ct);
            await foreach (var (_, letter) in TakeAsync(channel, deadQueue, ct))
            {
                latest.Enqueue(letter, (letter.DeadAt, position++));
                if (latest.Count > max)
                {
                    latest.Dequeue();
                }
            }
        }

        return [.. latest.UnorderedItems.OrderByDescending(each => each.Priority).Select(each => each.Element)];
    }

    /// <remarks>
    /// Sends the letter to the consumer's own queue, so that no other consumer of the event gets it again. Its copies are removed. A letter
    /// without a readable id cannot be replayed.
    /// </remarks>
    public async Task<int> ReplayAsync(Guid? eventId, CancellationToken ct)
    {
        var revived = new HashSet<(string, Guid)>();
        foreach (var group in queues.GroupBy(queue => queue.DeadLetterQueue, queue => queue.Name))
        {
            await using var channel = await OpenAsync(ct);
            await foreach (var (result, letter) in TakeAsync(channel, group.Key, ct))
            {
                if (letter.EventId != Guid.Empty && group.Contains(letter.Consumer) && (eventId is null || letter.EventId == eventId))
                {
                    await MoveAsync(channel, result, letter, isCopy: !revived.Add((letter.Consumer, letter.EventId)), ct);
                }
            }
        }

        return revived.Count;
    }

    /// <remarks>Without an id, letters without a readable id are discarded too.</remarks>
    public async Task<int> DiscardAsync(Guid? eventId, CancellationToken ct)
    {
        var discarded = 0;
        foreach (var deadQueue in queues.Select(queue => queue.DeadLetterQueue).Distinct())
        {
            await using var channel = await OpenAsync(ct);
            await foreach (var (result, letter) in TakeAsync(channel, deadQueue, ct))
            {
                if (eventId is null || letter.EventId == eventId)
                {
                    await channel.BasicAckAsync(result.DeliveryTag, multiple: false, ct);
                    discarded++;
                }
            }
        }

        return discarded;
    }

    /// <summary>
    /// Fetches the messages now in a queue, oldest first, and requeues the unacknowledged ones. Later messages, such as replayed ones that
    /// failed again, are left alone.
    /// </summary>
    private static async IAsyncEnumerable<(BasicGetResult Result, DeadLetter Letter)> TakeAsync(
        IChannel channel, string queue, [EnumeratorCancellation] CancellationToken ct)
    {
        for (long taken = 0, there = 1; taken < there && await GetAsync(channel, queue, ct) is { } result; taken++)
        {
            // The first message reports how many are behind it; a query for the number would miss messages that were requeued just now.
            there = taken == 0 ? result.MessageCount + 1L : there;
            yield return (result, WireMessage.ReadDead(result));
        }

        if (channel.IsOpen)
        {
            // Closing the channel requeues them too, but later than it is confirmed: the next reader would miss some.
            await channel.BasicNackAsync(AllOutstanding, multiple: true, requeue: true, ct);
        }
    }

    private static async Task MoveAsync(IChannel channel, BasicGetResult result, DeadLetter letter, bool isCopy, CancellationToken ct)
    {
        if (!isCopy)
        {
            await channel.BasicPublishAsync(
                DefaultExchange, letter.Consumer, mandatory: true, WireMessage.Revived(result.BasicProperties, letter), result.Body, ct);
        }

        await channel.BasicAckAsync(result.DeliveryTag, multiple: false, ct);
    }

    private async Task<IChannel> OpenAsync(CancellationToken ct)
    {
        var timeout = (connection.Broker.Servers.Count * RabbitMqEndpoints.ServerTimeout) + OpenTimeout;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(timeout);
        try
        {
            await connection.StartAsync(ct);
            return await (await connection.WaitAsync(limit.Token)).CreateChannelAsync(ConfirmingChannels.Options(), limit.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException($"{connection.Broker} did not answer within {timeout.TotalSeconds:0} s", e);
        }
    }

    private static async Task<BasicGetResult?> GetAsync(IChannel channel, string queue, CancellationToken ct)
    {
        try
        {
            return await channel.BasicGetAsync(queue, autoAck: false, ct);
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == NotFound)
        {
            // No consumer has declared it yet, so there are no dead letters.
            return null;
        }
    }
}
