using Microsoft.Extensions.Hosting;
using RabbitMQ.Client.Exceptions;
using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;
using Tracker.Platform.RabbitMq;
using Tracker.Tests.Platform.Messaging;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.RabbitMq;

/// <summary>These tests kill the broker, so each has its own.</summary>
public sealed class BrokerOutageTests : IAsyncLifetime
{
    private readonly RecordingConsumer consumer = new();
    private TestRabbitMq rabbit = null!;
    private Broker broker = null!;

    public async ValueTask InitializeAsync() => broker = Broker.On(rabbit = await TestRabbitMq.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await broker.DisposeAsync();
        await rabbit.DisposeAsync();
    }

    [Fact]
    public async Task Repeated_broker_kills_neither_lose_nor_repeat_an_effect()
    {
        consumer.Outcome = async (message, ct) =>
        {
            await Task.Delay(5, ct);
            // Every seventh message waits once in a retry queue.
            return message.EventId.ToByteArray()[15] % 7 == 0 && message.Attempt == 1 ? MessageOutcome.Retry("once") : MessageOutcome.Done;
        };
        var consuming = await broker.StartConsumerAsync(consumer);
        var publishing = await StartPublisherAsync();
        for (var i = 0; i < 3; i++)
        {
            await CommitAsync(publishing, 300);
            await Task.Delay(100 * (i + 1));
            await rabbit.KillAsync();
            await CommitAsync(publishing, 30);
            await rabbit.RestartAsync();
        }

        await Soon.BecomesTrue(async () => await Broker.CountHandledAsync(consuming) >= 990);
        await Soon.BecomesTrue(async () => (await broker.PeekAsync(broker.Queue.Name)).Count == 0);
        (await Broker.CountHandledAsync(consuming)).ShouldBe(990);
        (await broker.PeekAsync(broker.Queue.DeadLetterQueue)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Publishing_fails_at_once_during_a_broker_outage()
    {
        var connection = await broker.ConnectAsync();
        var transport = broker.NewTransport(connection, broker.Queue);
        await transport.PublishAsync([Messages.New()], CancellationToken.None);

        await rabbit.KillAsync();

        await Soon.BecomesTrue(() => !connection.IsUp);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await Should.ThrowAsync<BrokerAwayException>(() => transport.PublishAsync([Messages.New()], limit.Token));
        await rabbit.RestartAsync();
        await Soon.BecomesTrue(() => connection.IsUp);
        await Soon.BecomesTrue(async () => await TryPublishAsync(transport));
    }

    [Fact]
    public async Task A_service_starts_without_its_broker()
    {
        await rabbit.StopAsync();
        var consuming = await broker.StartConsumerAsync(consumer);
        var publishing = await StartPublisherAsync();
        await CommitAsync(publishing, 1);
        await Task.Delay(300);

        await rabbit.RestartAsync();

        await Soon.BecomesTrue(async () => await Broker.CountHandledAsync(consuming) == 1);
    }

    [Fact]
    public async Task Queued_messages_survive_a_restart()
    {
        var transport = await broker.NewTransportAsync(broker.Queue);
        await transport.PublishAsync([.. Enumerable.Range(0, 50).Select(_ => Messages.New())], CancellationToken.None);
        await rabbit.KillAsync();
        await rabbit.RestartAsync();

        var consuming = await broker.StartConsumerAsync(consumer);

        await Soon.BecomesTrue(async () => await Broker.CountHandledAsync(consuming) == 50);
    }

    [Fact]
    public async Task A_message_confirmed_on_a_new_queue_survives_a_kill()
    {
        for (var i = 0; i < 5; i++)
        {
            var queue = broker.NewQueue(
                new Subscription($"notifications.new.{i}", Messages.Topic) { Retry = new RetryPolicy([TimeSpan.FromSeconds(1)]) });
            var transport = await broker.NewTransportAsync(queue);
            (await transport.PublishAsync([Messages.New()], CancellationToken.None)).ShouldBe([PublishResult.Confirmed]);
            await rabbit.KillAsync();
            await rabbit.RestartAsync();

            await Soon.BecomesTrue(async () => await TryCountAsync(queue) == 1);
        }
    }

    private async Task<int> TryCountAsync(RabbitMqQueue queue)
    {
        try
        {
            return (await broker.PeekAsync(queue.Name)).Count;
        }
        catch (Exception e) when (e is BrokerUnreachableException or OperationInterruptedException)
        {
            // The server listens but has not finished its start.
            return -1;
        }
    }

    private async Task<IHost> StartPublisherAsync()
    {
        var database = new Database(await TestPostgres.CreateDatabaseAsync());
        await new Migrator(database).ApplyAsync([MessagingSchema.Outbox], CancellationToken.None);
        return await broker.StartAsync(database, services => services.AddRabbitMqOutbox(broker.Exchange, [broker.Queue]));
    }

    private static async Task CommitAsync(IHost publishing, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await PublishingService.CommitAsync(publishing);
        }
    }

    private static async Task<bool> TryPublishAsync(RabbitMqTransport transport)
    {
        try
        {
            return (await transport.PublishAsync([Messages.New()], CancellationToken.None))[0] == PublishResult.Confirmed;
        }
        catch (BrokerAwayException)
        {
            return false;
        }
    }
}
