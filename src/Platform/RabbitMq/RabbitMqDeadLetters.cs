using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Tracker.Platform.Messaging;

namespace Tracker.Platform.RabbitMq;

/// <summary>
/// The dead letters of a system's queues. A queue cannot be looked into: its messages are taken out, read and given back, which keeps their order. While one
/// operator reads, another does not see what the first holds.
/// </summary>
/// <param name="connection">A connection that was started.</param>
/// <param name="queues">The system's queues.</param>
public sealed class RabbitMqDeadLetters(RabbitMqConnection connection, IReadOnlyList<RabbitMqQueue> queues) : IDeadLetters
{
    private const ushort NotFound = 404;
    private const string DefaultExchange = "";

    /// <inheritdoc/>
    /// <remarks>Reads a queue from its old end: when there are more than <paramref name="most"/>, the newest are left out.</remarks>
    public async Task<IReadOnlyList<DeadLetter>> ListAsync(int most, CancellationToken ct)
    {
        var letters = new List<DeadLetter>();
        foreach (var deadQueue in DeadLetterQueues())
        {
            await using var channel = await OpenAsync(ct);
            while (letters.Count < most && await GetAsync(channel, deadQueue, ct) is { } result)
            {
                letters.Add(WireMessage.ReadDead(result));
            }

            // Closing gives all of them back.
        }

        return [.. letters.OrderByDescending(letter => letter.DeadAt)];
    }

    /// <inheritdoc/>
    /// <remarks>Goes to the consumer's own queue, so that no other consumer of the event sees it again. Copies of the same letter go with it. A letter without
    /// a readable id cannot be replayed.</remarks>
    public async Task<bool> ReplayAsync(string consumer, Guid eventId, CancellationToken ct)
    {
        var revived = false;
        var deadQueues = queues.Where(queue => queue.Name == consumer).Select(queue => queue.DeadLetterQueue).Distinct();
        foreach (var deadQueue in eventId == Guid.Empty ? [] : deadQueues)
        {
            await using var channel = await OpenAsync(ct);
            while (await GetAsync(channel, deadQueue, ct) is { } result)
            {
                var letter = WireMessage.ReadDead(result);
                if (letter.Consumer == consumer && letter.EventId == eventId)
                {
                    await MoveAsync(channel, result, letter, isCopy: revived, ct);
                    revived = true;
                }
            }
        }

        return revived;
    }

    private IEnumerable<string> DeadLetterQueues() => queues.Select(queue => queue.DeadLetterQueue).Distinct();

    private static async Task MoveAsync(IChannel channel, BasicGetResult result, DeadLetter letter, bool isCopy, CancellationToken ct)
    {
        if (!isCopy)
        {
            await channel.BasicPublishAsync(
                DefaultExchange, letter.Consumer, mandatory: true, WireMessage.Revived(result.BasicProperties, letter), result.Body, ct);
        }

        await channel.BasicAckAsync(result.DeliveryTag, multiple: false, ct);
    }

    private async Task<IChannel> OpenAsync(CancellationToken ct) =>
        await (await connection.WaitAsync(ct)).CreateChannelAsync(Channels.Confirming(), ct);

    private static async Task<BasicGetResult?> GetAsync(IChannel channel, string queue, CancellationToken ct)
    {
        try
        {
            return await channel.BasicGetAsync(queue, autoAck: false, ct);
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == NotFound)
        {
            // No consumer has declared it yet: nothing is dead.
            return null;
        }
    }
}
