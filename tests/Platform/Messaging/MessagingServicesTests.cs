using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
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
    public async Task An_event_travels_from_the_publishers_change_to_the_consumers_effect()
    {
        var transport = new InProcessTransport([Subscription]);
        var consumer = new RecordingConsumer();
        using var consuming = await ConsumingService.StartAsync(Subscription, consumer, transport);
        using var publishing = await StartPublisherAsync(transport, TimeSpan.FromMinutes(1));

        var message = await CommitAsync(publishing);

        // The dispatcher polls once a minute here: only the signal after the commit can be this fast.
        await Eventually.BecomesTrue(async () => await ConsumingService.CountEffectsAsync(consuming) == 1);
        consumer.Deliveries.ShouldHaveSingleItem().EventId.ShouldBe(message.EventId);
        await publishing.StopAsync(CancellationToken.None);
        await consuming.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task What_was_committed_before_a_restart_is_published_after_it()
    {
        var transport = new InProcessTransport([Subscription]);
        using var publishing = await StartPublisherAsync(transport, TimeSpan.FromMilliseconds(200));
        await CommitAsync(publishing);
        await publishing.StopAsync(CancellationToken.None);

        using var consuming = await ConsumingService.StartAsync(Subscription, new RecordingConsumer(), transport);
        using var again = PublisherOn(publishing.Services.GetRequiredService<Database>(), transport, TimeSpan.FromMilliseconds(200));
        await again.StartAsync(CancellationToken.None);

        await Eventually.BecomesTrue(async () => await ConsumingService.CountEffectsAsync(consuming) == 1);
        await again.StopAsync(CancellationToken.None);
        await consuming.StopAsync(CancellationToken.None);
    }

    private static async Task<IHost> StartPublisherAsync(IMessageTransport transport, TimeSpan poll)
    {
        var database = new Database(await TestPostgres.CreateDatabaseAsync());
        await new Migrator(database).ApplyAsync([MessagingSchema.Outbox], CancellationToken.None);
        var host = PublisherOn(database, transport, poll);
        await host.StartAsync(CancellationToken.None);
        return host;
    }

    private static IHost PublisherOn(Database database, IMessageTransport transport, TimeSpan poll)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddOutbox(transport, new OutboxOptions { PollInterval = poll });
        return builder.Build();
    }

    private static async Task<OutboxMessage> CommitAsync(IHost publishing)
    {
        var message = Messages.New();
        await using var work = publishing.Services.GetRequiredService<Database>().Begin();
        publishing.Services.GetRequiredService<Outbox>().Append(work, message);
        await work.CommitAsync(CancellationToken.None);
        return message;
    }
}
