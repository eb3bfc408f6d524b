using Microsoft.Extensions.Logging;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Tracker.Platform.Messaging;

namespace Tracker.Platform.RabbitMq;

/// <summary>
/// Publishes to a topic exchange with publisher confirms: a message counts as published when its queues have stored it. Messages are mandatory: one that
/// reaches no queue is not confirmed and stays in its outbox.
/// </summary>
/// <param name="connection">The service's connection.</param>
/// <param name="exchange">The topic exchange, e.g. <c>order.events</c>; declared durable.</param>
/// <param name="queues">The queues of the system that get its messages: declared before anything is published, so that a consumer that starts later misses
/// nothing.</param>
/// <param name="logger">Told when something exists with other arguments.</param>
internal sealed class RabbitMqTransport(
    RabbitMqConnection connection, string exchange, IReadOnlyList<RabbitMqQueue> queues, ILogger<RabbitMqTransport> logger)
    : IMessageTransport, IAsyncDisposable
{
    private readonly SemaphoreSlim opening = new(1, 1);
    private IChannel? channel;

    /// <exception cref="BrokerAwayException">None of the messages was confirmed, and not for a fault of their own.</exception>
    public async Task<IReadOnlyList<PublishResult>> PublishAsync(IReadOnlyList<OutboxMessage> messages, CancellationToken ct)
    {
        var open = await OpenAsync(ct);
        var attempts = await Task.WhenAll(messages.Select(message => PublishAsync(open, message, ct)));
        if (attempts.FirstOrDefault(attempt => attempt.Away is not null) is { Away: { } away })
        {
            // What is still on its way here would be taken for an answer to what is published next.
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
            // Refused, or it reached no queue.
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
            // Between two publishes, with its connection or by the broker: nothing that was published on it has told.
            await DiscardAsync(closed);
        }

        var current = connection.Now();
        await using var declarations = new RabbitMqDeclarations(current, logger);
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
