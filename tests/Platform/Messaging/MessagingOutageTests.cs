using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.InProcess;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging;

public sealed class MessagingOutageTests
{
    private static readonly Subscription Subscription = new("notifications.order.created", Messages.Topic);

    [Fact]
    public async Task An_event_is_handled_after_the_consumers_database_recovers()
    {
        await using var postgres = await TestPostgres.StartAsync(durable: true);
        var transport = new InProcessTransport([Subscription]);
        var consumer = new RecordingConsumer();
        using var consuming = await ConsumingService.StartAsync(Subscription, consumer, transport, await postgres.NewDatabaseAsync());
        using var publishing = await PublishingService.StartAsync(transport);
        await PublishingService.CommitAsync(publishing);
        await Soon.BecomesTrue(async () => await ConsumingService.CountHandledAsync(consuming) == 1);

        postgres.Stop("immediate");
        await PublishingService.CommitAsync(publishing);
        await Task.Delay(500);
        postgres.Start();

        await Soon.BecomesTrue(() => consumer.Deliveries.Count == 2);
        await Soon.BecomesTrue(async () => await ConsumingService.CountHandledAsync(consuming) == 2);
        consumer.Deliveries.ShouldAllBe(delivery => delivery.Attempt == 1);
        await publishing.StopAsync(CancellationToken.None);
        await consuming.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_dispatcher_backs_off_during_a_transport_outage()
    {
        var transport = new TestTransport { BeforeTaking = () => throw new IOException("connection refused") };
        var watch = Stopwatch.StartNew();
        using var publishing = await PublishingService.StartAsync(transport);
        for (var i = 0; i < 20; i++)
        {
            await PublishingService.CommitAsync(publishing);
            await Task.Delay(50);
        }

        await Soon.BecomesTrue(() => transport.Calls > 0);
        // The waits double from 200 ms up to 5 s.
        ((double)transport.Calls)
            .ShouldBeLessThanOrEqualTo(1 + Math.Log2((watch.Elapsed.TotalSeconds / 0.2) + 1) + (watch.Elapsed.TotalSeconds / 5));
        transport.BeforeTaking = () => Task.CompletedTask;
        await Soon.BecomesTrue(() => transport.Published.Count == 20);
        await publishing.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task A_stopping_service_finishes_a_slow_message()
    {
        var transport = new InProcessTransport([Subscription]);
        var consumer = new RecordingConsumer
        {
            Outcome = async (_, ct) => { await Task.Delay(TimeSpan.FromSeconds(6), ct); return MessageOutcome.Done; },
        };
        using var consuming = await ConsumingService.StartAsync(Subscription, consumer, transport);
        await transport.PublishAsync([Messages.New()], CancellationToken.None);
        await Soon.BecomesTrue(() => consumer.Deliveries.Count == 1);

        await consuming.StopAsync(CancellationToken.None);

        (await ConsumingService.CountHandledAsync(consuming)).ShouldBe(1);
    }

    [Fact]
    public async Task All_consumers_of_a_stopping_service_stop_at_once()
    {
        var (slow, idle) = (new Subscription("notifications.order.shipped", "order.shipped"), Subscription);
        var transport = new InProcessTransport([slow, idle]);
        var (go, consumer) = (new TaskCompletionSource(), new RecordingConsumer());
        consumer.Outcome = async (_, ct) => { await go.Task.WaitAsync(ct); return MessageOutcome.Done; };
        using var consuming = await ConsumingService.StartAsync([idle, slow], consumer, transport);
        await transport.PublishAsync([Messages.New(topic: slow.Topic)], CancellationToken.None);
        await Soon.BecomesTrue(() => consumer.Deliveries.Count == 1);

        var stopping = consuming.StopAsync(CancellationToken.None);

        // Hosted services stop one after another, the last one first. The slow consumer's message delays the stop of the idle one.
        var loops = consuming.Services.GetServices<IHostedService>().OfType<InboxLoop>().ToList();
        await Soon.BecomesTrue(() => loops[0].ExecuteTask!.IsCompleted);
        stopping.IsCompleted.ShouldBeFalse();
        go.SetResult();
        await stopping;
        (await ConsumingService.CountHandledAsync(consuming)).ShouldBe(1);
    }
}
