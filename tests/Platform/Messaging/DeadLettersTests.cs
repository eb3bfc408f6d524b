using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.InProcess;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging;

public sealed class DeadLettersTests : DeadLettersCompliance
{
    private static readonly Subscription Subscription = new("notifications.order.created", Messages.Topic) { Retry = Retries.Quick };
    private readonly InProcessTransport transport = new([Subscription]);
    private IHost service = null!;

    protected override IDeadLetters Letters => service.Services.GetRequiredService<DeadLetters>();

    protected override string Name => Subscription.Consumer;

    public override async ValueTask InitializeAsync() => service = await ConsumingService.StartAsync(Subscription, Consumer, transport);

    public override async ValueTask DisposeAsync()
    {
        await service.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)service).DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected override Task PublishAsync(params OutboxMessage[] messages) => transport.PublishAsync(messages, CancellationToken.None);

    protected override Task<int> CountHandledAsync() => ConsumingService.CountHandledAsync(service);
}
