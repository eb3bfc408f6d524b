using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;
using Tracker.Platform.Messaging;

namespace Tracker.Platform.RabbitMq;

/// <summary>Consumes one queue on one channel, from the declaration of the queue until the session ends.</summary>
internal sealed partial class RabbitMqSession : IAsyncDisposable
{
    private readonly IChannel channel;
    private readonly RabbitMqQueue queue;
    private readonly MessageHandling handling;
    private readonly Settling settling;
    private readonly ILogger logger;
    private readonly CancellationToken drain;
    private readonly SemaphoreSlim slots;
    private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? tag;

    private RabbitMqSession(
        IChannel channel, RabbitMqQueue queue, MessageHandling handling, Settling settling, ILogger logger, CancellationToken drain)
    {
        (this.channel, this.queue, this.handling) = (channel, queue, handling);
        (this.settling, this.logger, this.drain) = (settling, logger, drain);
        slots = new SemaphoreSlim(Subscription.Concurrency);
    }

    /// <summary>Completes when the channel breaks, the queue is deleted or a message requests a pause.</summary>
    public Task Ended => ended.Task;

    /// <summary>At least one message was settled.</summary>
    public bool HasSettled { get; private set; }

    /// <summary>Declares the queue and begins to consume it.</summary>
    /// <param name="ct">Cancels the start only.</param>
    /// <param name="drain">Cancels messages in progress.</param>
    public static async Task<RabbitMqSession> BeginAsync(
        IConnection connection,
        RabbitMqQueue queue,
        MessageHandling handling,
        Settling settling,
        ILogger logger,
        CancellationToken ct,
        CancellationToken drain)
    {
        await using (var declarations = new RabbitMqDeclarations(connection, logger))
        {
            await declarations.QueuesAsync([queue], ct);
        }

        var max = (ushort)Subscription.Concurrency;
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

    /// <summary>Accepts no more messages and completes those in progress. After that the broker can requeue unsettled messages.</summary>
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
            // The channel broke meanwhile, so no more messages come.
        }

        for (var i = 0; i < Subscription.Concurrency; i++)
        {
            // This wait ends: the steps of a handler have time limits, and one that waits for its database observes the drain token.
            await slots.WaitAsync(CancellationToken.None);
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
        // Every delivery has a slot, unless the session is about to end; deliveries left alone return to the queue.
        if (ended.Task.IsCompleted || !slots.Wait(0, CancellationToken.None))
        {
            return;
        }

        try
        {
            await HandleAsync(delivery);
        }
        catch (Exception e)
        {
            // The outcome did not reach the broker, so it redelivers the message to another session.
            Log.NotSettled(logger, queue.Name, delivery.BasicProperties.MessageId, e.GetType().Name, e.Message);
            ended.TrySetResult();
        }
        finally
        {
            slots.Release();
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

        [LoggerMessage(2163, LogLevel.Warning, "{Queue} could not settle {EventId}, which is delivered again: {Error} {Reason}")]
        public static partial void NotSettled(ILogger logger, string queue, string? eventId, string error, string reason);
    }
}
