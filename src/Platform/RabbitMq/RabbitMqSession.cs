using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using Tracker.Platform.Messaging;

namespace Tracker.Platform.RabbitMq;

/// <summary>Consuming from one queue on one channel, from the declaration of the queue until something ends it.</summary>
internal sealed partial class RabbitMqSession : IAsyncDisposable
{
    private readonly IChannel channel;
    private readonly RabbitMqQueue queue;
    private readonly MessageHandling handling;
    private readonly Settling settling;
    private readonly ILogger logger;
    private readonly CancellationToken drain;
    private readonly SemaphoreSlim places;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? tag;

    private RabbitMqSession(
        IChannel channel, RabbitMqQueue queue, MessageHandling handling, Settling settling, ILogger logger, CancellationToken drain)
    {
        (this.channel, this.queue, this.handling, this.settling, this.logger, this.drain) = (channel, queue, handling, settling, logger, drain);
        places = new SemaphoreSlim(queue.Subscription.Concurrency);
    }

    /// <summary>The channel broke, the queue is gone, or a message asks for a pause.</summary>
    public Task Ended => ended.Task;

    /// <summary>At least one message was done with.</summary>
    public bool HasSettled { get; private set; }

    /// <summary>Declares the queue and begins to consume it.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="handling">Handles a message.</param>
    /// <param name="settling">Tells the broker what became of it.</param>
    /// <param name="logger">Told what goes wrong.</param>
    /// <param name="ct">Gives up beginning.</param>
    /// <param name="drain">Breaks off what is in hand.</param>
    public static async Task<RabbitMqSession> BeginAsync(
        IConnection connection, RabbitMqQueue queue, MessageHandling handling, Settling settling, ILogger logger, CancellationToken ct, CancellationToken drain)
    {
        await using (var declarations = new RabbitMqDeclarations(connection, logger))
        {
            await declarations.QueuesAsync([queue], ct);
        }

        var max = (ushort)queue.Subscription.Concurrency;
        var channel = await connection.CreateChannelAsync(ConfirmingChannels.Options(max), ct);
        var session = new RabbitMqSession(channel, queue, handling, settling, logger, drain);
        try
        {
            await channel.BasicQosAsync(prefetchSize: 0, max, global: false, ct);
            await session.ConsumeAsync(ct);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <summary>Takes no more messages and finishes those in hand. Afterwards the broker may have back what was not settled.</summary>
    public async Task FinishAsync()
    {
        ended.TrySetResult();
        try
        {
            if (tag is not null && channel.IsOpen)
            {
                await channel.BasicCancelAsync(tag, cancellationToken: drain);
            }
        }
        catch (Exception e) when (e is RabbitMQClientException or OperationCanceledException)
        {
            // It broke meanwhile: nothing more comes.
        }

        for (var i = 0; i < queue.Subscription.Concurrency; i++)
        {
            // Ends: each handling bounds its steps, and one that waits for its database sees the drain.
            await places.WaitAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        ended.TrySetResult();
        await channel.AbortQuietlyAsync();
    }

    private async Task ConsumeAsync(CancellationToken ct)
    {
        channel.ChannelShutdownAsync += (_, _) => End();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.UnregisteredAsync += (_, _) => End();
        consumer.ReceivedAsync += (_, delivery) => TakeAsync(delivery);
        tag = await channel.BasicConsumeAsync(queue.Name, autoAck: false, consumer, ct);
    }

    private Task End()
    {
        ended.TrySetResult();
        return Task.CompletedTask;
    }

    private async Task TakeAsync(BasicDeliverEventArgs delivery)
    {
        // There is a place for every delivery, but when the session is about to finish; what is left alone goes back to the queue.
        if (ended.Task.IsCompleted || !places.Wait(0, CancellationToken.None))
        {
            return;
        }

        try
        {
            await HandleAsync(delivery);
        }
        catch (Exception e)
        {
            // The outcome did not reach the broker: it delivers the message again, to another session.
            Log.NotSettled(logger, queue.Name, delivery.BasicProperties.MessageId, e.GetType().Name, e.Message);
            ended.TrySetResult();
        }
        finally
        {
            places.Release();
        }
    }

    private async Task HandleAsync(BasicDeliverEventArgs delivery)
    {
        if (WireMessage.Read(delivery) is not { } message)
        {
            await settling.BuryUnreadAsync(channel, delivery);
            HasSettled = true;
            return;
        }

        var (outcome, _) = await handling.RunAsync(message, static _ => { }, drain);
        if (outcome.Fate == MessageFate.Pause)
        {
            Log.Pauses(logger, queue.Name, outcome.Reason);
            ended.TrySetResult();
            return;
        }

        await settling.SettleAsync(channel, delivery, message, outcome);
        HasSettled = true;
    }

    private static partial class Log
    {
        [LoggerMessage(2162, LogLevel.Warning, "{Queue} pauses: {Reason}")]
        public static partial void Pauses(ILogger logger, string queue, string reason);

        [LoggerMessage(2163, LogLevel.Warning, "{Queue} could not settle {EventId}, which will come again: {Error} {Reason}")]
        public static partial void NotSettled(ILogger logger, string queue, string? eventId, string error, string reason);
    }
}
