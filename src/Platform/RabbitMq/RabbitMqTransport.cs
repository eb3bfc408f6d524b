using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Tracker.Platform.Messaging;

namespace Tracker.Platform.RabbitMq;

/// <summary>
/// Publishes to a topic exchange with publisher confirms: a message counts as published when its queues have stored it. Messages are
/// mandatory: one that reaches no queue is not confirmed and stays in its outbox.
/// </summary>
/// <param name="exchange">The topic exchange, for example <c>order.events</c>; declared durable.</param>
/// <param name="queues">
/// The queues that receive the messages. They are declared before the first publish, so that a consumer that starts later misses nothing.
/// </param>
internal sealed class RabbitMqTransport(
    RabbitMqConnection connection, string exchange, IReadOnlyList<RabbitMqQueue> queues, ILogger<RabbitMqTransport> logger)
    : IMessageTransport, IAsyncDisposable
{
    private readonly SemaphoreSlim opening = new(1, 1);
    private IChannel? channel;

    /// <exception cref="BrokerAwayException">No message was confirmed, and the messages are not the reason.</exception>
    public async Task<IReadOnlyList<PublishResult>> PublishAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        var open = await OpenAsync(ct);
        var attempts = await Task.WhenAll(messages.Select(message => PublishAsync(open, message, ct)));
        if (attempts.FirstOrDefault(attempt => attempt.Away is not null) is { Away: { } away })
        {
            // Drop the channel: late confirms could be taken for those of the next publish.
            await DiscardAsync(open);
            ct.ThrowIfCancellationRequested();
            if (attempts.All(attempt => attempt.Result == PublishResult.Unconfirmed))
            {
                throw new BrokerAwayException("RabbitMQ went away before it confirmed.", away);
            }
        }

        return [.. attempts.Select(attempt => attempt.Result)];
    }

    public async ValueTask DisposeAsync()
    {
        if (channel is not null)
        {
            await channel.DisposeAsync();
        }

        opening.Dispose();
    }

    private async Task<(PublishResult Result, Exception? Away)> PublishAsync(IChannel open, OutboxMessage message, CancellationToken ct)
    {
        try
        {
            await open.BasicPublishAsync(exchange, message.Topic, mandatory: true, WireMessage.New(message), message.Body, ct);
            return (PublishResult.Confirmed, null);
        }
        catch (PublishException)
        {
            // The broker rejected it, or it reached no queue.
            return (PublishResult.Unconfirmed, null);
        }
        catch (Exception e)
        {
            return (PublishResult.Unconfirmed, e);
        }
    }

    private async Task<IChannel> OpenAsync(CancellationToken ct)
    {
        if (channel is { IsOpen: true } open)
        {
            return open;
        }

        await opening.WaitAsync(ct);
        try
        {
            return channel is { IsOpen: true } other ? other : channel = await OpenAnotherAsync(ct);
        }
        catch (RabbitMQClientException e)
        {
            throw new BrokerAwayException("RabbitMQ did not open a channel.", e);
        }
        finally
        {
            opening.Release();
        }
    }

    private async Task<IChannel> OpenAnotherAsync(CancellationToken ct)
    {
        if (channel is { } closed)
        {
            // It was closed between two publishes, with its connection or by the broker, so no confirms are pending.
            await DiscardAsync(closed);
        }

        var current = connection.Now();
        await using var declarations = new RabbitMqDeclarations(current, logger, beforePublishing: true);
        await declarations.ExchangeAsync(exchange, ct);
        await declarations.QueuesAsync(queues, ct);
        return await current.CreateChannelAsync(ConfirmingChannels.Options(), ct);
    }

    private async Task DiscardAsync(IChannel open)
    {
        Interlocked.CompareExchange(ref channel, null, open);
        await open.AbortQuietlyAsync();
    }
}
