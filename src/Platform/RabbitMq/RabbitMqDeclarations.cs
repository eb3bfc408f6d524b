using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Tracker.Platform.RabbitMq;

/// <summary>Declares exchanges and queues, all durable. One that exists with other arguments is used unchanged, with a warning.</summary>
/// <param name="beforePublishing">
/// Set when a publish follows: an empty queue without consumers, which another process may have declared a moment ago, is then treated as
/// new (<see cref="RabbitMqQueue.UntilOnDisk"/>).
/// </param>
internal sealed partial class RabbitMqDeclarations(IConnection connection, ILogger logger, bool beforePublishing = false) : IAsyncDisposable
{
    private const ushort NotFound = 404;
    private const ushort PreconditionFailed = 406;

    private readonly QueueArguments arguments = new(connection.ServerProperties);
    private IChannel? channel;
    private bool hasNew;

    public Task ExchangeAsync(string exchange, CancellationToken ct) =>
        TryAsync(
            exchange,
            channel => channel.ExchangeDeclareAsync(exchange, ExchangeType.Topic, durable: true, autoDelete: false, cancellationToken: ct),
            channel => channel.ExchangeDeclarePassiveAsync(exchange, ct),
            ct);

    /// <summary>
    /// Declares the queues with their retry and dead letter queues. Bindings come last, so that a message routed to a queue finds all of
    /// them.
    /// </summary>
    public async Task QueuesAsync(IReadOnlyList<RabbitMqQueue> queues, CancellationToken ct)
    {
        foreach (var queue in queues)
        {
            await QueueAsync(queue.DeadLetterQueue, arguments.Lasting(), ct);
            await QueueAsync(queue.Name, arguments.Consumed(queue), ct, idleIsNew: beforePublishing);
            foreach (var delay in queue.Subscription.Retry.Delays.Distinct())
            {
                await QueueAsync(queue.RetryQueue(delay), arguments.Delaying(delay, queue.Name), ct);
            }
        }

        if (hasNew)
        {
            await Task.Delay(queues.Max(queue => queue.UntilOnDisk), ct);
        }

        foreach (var queue in queues)
        {
            await ExchangeAsync(queue.Exchange, ct);
            await ExchangeAsync(queue.DeadLetterExchange, ct);
            await BindAsync(queue.DeadLetterQueue, queue.DeadLetterExchange, queue.DeadLetterRoutingKey, ct);
            await BindAsync(queue.Name, queue.Exchange, queue.Subscription.Topic, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (channel?.AbortQuietlyAsync() ?? Task.CompletedTask);
    }

    private async Task QueueAsync(string queue, Dictionary<string, object?> arguments, CancellationToken ct, bool idleIsNew = false)
    {
        var found = await FindAsync(queue, ct);
        hasNew |= found is null || (idleIsNew && found is { MessageCount: 0, ConsumerCount: 0 });
        await TryAsync(
            queue,
            channel => channel.QueueDeclareAsync(
                queue, durable: true, exclusive: false, autoDelete: false, arguments, cancellationToken: ct),
            channel => channel.QueueDeclarePassiveAsync(queue, ct),
            ct);
    }

    private async Task<QueueDeclareOk?> FindAsync(string queue, CancellationToken ct)
    {
        try
        {
            return await (await ChannelAsync(ct)).QueueDeclarePassiveAsync(queue, ct);
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == NotFound)
        {
            return null;
        }
    }

    private async Task BindAsync(string queue, string exchange, string key, CancellationToken ct) =>
        await (await ChannelAsync(ct)).QueueBindAsync(queue, exchange, key, cancellationToken: ct);

    private async Task TryAsync(string name, Func<IChannel, Task> declare, Func<IChannel, Task> declarePassively, CancellationToken ct)
    {
        try
        {
            await declare(await ChannelAsync(ct));
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == PreconditionFailed)
        {
            Log.Differs(logger, name, e.ShutdownReason.ReplyText);
            await declarePassively(await ChannelAsync(ct));
        }
    }

    // A rejected declaration closes its channel.
    private async Task<IChannel> ChannelAsync(CancellationToken ct)
    {
        if (channel is { IsOpen: true })
        {
            return channel;
        }

        await DisposeAsync();
        return channel = await connection.CreateChannelAsync(cancellationToken: ct);
    }

    private static partial class Log
    {
        [LoggerMessage(2154, LogLevel.Warning, "{Name} exists with other arguments and is used unchanged: {Reason}")]
        public static partial void Differs(ILogger logger, string name, string reason);
    }
}
