using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.InProcess;

namespace Tracker.Tests.Platform.Messaging;

/// <summary>Each consumer is a separate service with its own container and database.</summary>
public sealed class InProcessTransportTests : TransportCompliance
{
    protected override Task<TransportSetup> SetUpAsync(IReadOnlyList<Subscription> subscriptions) =>
        Task.FromResult<TransportSetup>(new Setup(new InProcessTransport(subscriptions)));

    private sealed class Setup(InProcessTransport transport) : TransportSetup
    {
        private readonly Dictionary<string, IHost> services = [];

        public override IMessageTransport Transport => transport;

        public override async Task StartConsumerAsync(Subscription subscription, IMessageConsumer consumer)
        {
            var service = await ConsumingService.StartAsync(subscription, consumer, transport);
            services.Add(subscription.Consumer, service);
        }

        public override Task<int> CountHandledAsync(string consumer) => ConsumingService.CountHandledAsync(services[consumer]);

        public override async Task<IReadOnlyList<Guid>> DeadLettersAsync(string consumer)
        {
            var dead = await services[consumer].Services.GetRequiredService<DeadLetters>().ListAsync(100, CancellationToken.None);
            return [.. dead.Where(letter => letter.Consumer == consumer).Select(letter => letter.EventId)];
        }

        public override async ValueTask DisposeAsync()
        {
            foreach (var service in services.Values)
            {
                await service.StopAsync(CancellationToken.None);
                await ((IAsyncDisposable)service).DisposeAsync();
            }
        }
    }
}
