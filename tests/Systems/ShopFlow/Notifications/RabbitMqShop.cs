using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow.Notifications;

/// <summary>Events over the shop's own RabbitMQ.</summary>
public sealed class RabbitMqShop : EventShop
{
    private TestRabbitMq? rabbit;

    /// <summary>The broker, for tests that stop and start it.</summary>
    public TestRabbitMq Rabbit => rabbit ?? throw new InvalidOperationException("It has not started.");

    public override async ValueTask InitializeAsync()
    {
        rabbit = await TestRabbitMq.StartAsync();
        await base.InitializeAsync();

        // The services start without their broker. An external publisher waits until the exchange exists.
        await ConsumedAsync(instances: 1);
    }

    public override Task PublishAsync(Guid id, string topic, byte[] body) => LookAsync(async channel =>
    {
        await channel.BasicPublishAsync(
            "order.events", topic, mandatory: true,
            new BasicProperties { MessageId = id.ToString(), ContentType = "application/json", Persistent = true }, body);
        return true;
    });

    /// <summary>Uses the broker on a separate connection.</summary>
    public async Task<T> LookAsync<T>(Func<IChannel, Task<T>> look)
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(Rabbit.Url) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        return await look(channel);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await Rabbit.DisposeAsync();
    }

    /// <summary>Waits until this many instances of notification-service consume.</summary>
    public Task ConsumedAsync(uint instances) => Soon.BecomesTrue(() => IsConsumedAsync(instances));

    private async Task<bool> IsConsumedAsync(uint instances)
    {
        try
        {
            return await LookAsync(async channel => await channel.ConsumerCountAsync("notifications.order.created") == instances
                && await channel.ConsumerCountAsync("notifications.order.shipped") == instances);
        }
        catch (Exception e) when (e is OperationInterruptedException or BrokerUnreachableException)
        {
            // The queue does not exist yet, or the broker listens but has not finished its start.
            return false;
        }
    }

    protected override IEnumerable<KeyValuePair<string, string>> Carrier() => [new("RABBITMQ_URL", Rabbit.Url)];
}
