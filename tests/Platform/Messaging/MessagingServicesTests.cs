using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.InProcess;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging;

public sealed class MessagingServicesTests
{
    private static readonly Subscription Subscription = new("notifications.order.created", Messages.Topic);

    [Fact]
    public async Task An_event_flows_from_the_publisher_to_the_consumer()
    {
        var transport = new InProcessTransport([Subscription]);
        var consumer = new RecordingConsumer();
        using var consuming = await ConsumingService.StartAsync(Subscription, consumer, transport);
        using var publishing = await PublishingService.StartAsync(transport, TimeSpan.FromMinutes(1));

        var message = await PublishingService.CommitAsync(publishing);

        // The dispatcher polls once a minute here: only the signal after the commit can be this fast.
        await Soon.BecomesTrue(async () => await ConsumingService.CountHandledAsync(consuming) == 1);
        consumer.Deliveries.ShouldHaveSingleItem().EventId.ShouldBe(message.EventId);
        await publishing.StopAsync(CancellationToken.None);
        await consuming.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task An_event_committed_before_a_restart_is_published_after_it()
    {
        var transport = new InProcessTransport([Subscription]);
        using var publishing = await PublishingService.StartAsync(transport);
        await PublishingService.CommitAsync(publishing);
        await publishing.StopAsync(CancellationToken.None);

        using var consuming = await ConsumingService.StartAsync(Subscription, new RecordingConsumer(), transport);
        using var again = PublishingService.On(publishing.Services.GetRequiredService<Database>(), transport);
        await again.StartAsync(CancellationToken.None);

        await Soon.BecomesTrue(async () => await ConsumingService.CountHandledAsync(consuming) == 1);
        await again.StopAsync(CancellationToken.None);
        await consuming.StopAsync(CancellationToken.None);
    }
}
