using Microsoft.Extensions.Hosting;
using Tracker.Platform.Messaging;
using Tracker.Platform.RabbitMq;
using Tracker.Tests.Platform.Messaging;

namespace Tracker.Tests.Platform.RabbitMq;

/// <summary>Each consumer is a separate service with its own connection and database.</summary>
public sealed class RabbitMqTransportTests : TransportCompliance
{
    protected override async Task<TransportSetup> SetUpAsync(IReadOnlyList<Subscription> subscriptions)
    {
        var broker = await Broker.SharedAsync();
        var queues = subscriptions.ToDictionary(subscription => subscription.Consumer, broker.NewQueue);
        return new Setup(
            broker, queues, await broker.NewTransportAsync([.. queues.Values]), await broker.NewDeadLettersAsync([.. queues.Values]));
    }

    private sealed class Setup(
        Broker broker, Dictionary<string, RabbitMqQueue> queues, IMessageTransport transport, IDeadLetters deadLetters) : TransportSetup
    {
        private readonly Dictionary<string, IHost> services = [];

        public override IMessageTransport Transport => transport;

        public override async Task StartConsumerAsync(Subscription subscription, IMessageConsumer consumer) =>
            services.Add(subscription.Consumer, await broker.StartConsumerAsync(queues[subscription.Consumer], consumer));

        public override Task<int> CountHandledAsync(string consumer) => Broker.CountHandledAsync(services[consumer]);

        public override async Task<IReadOnlyList<Guid>> DeadLettersAsync(string consumer)
        {
            var dead = await deadLetters.ListAsync(100, CancellationToken.None);
            return [.. dead.Where(letter => letter.Consumer == queues[consumer].Name).Select(letter => letter.EventId)];
        }

        public override ValueTask DisposeAsync() => broker.DisposeAsync();
    }
}
