using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.InProcess;
using Tracker.Platform.Observability.Metrics;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging;

/// <summary>A consuming service, composed like in a system.</summary>
internal static class ConsumingService
{
    public static Task<IHost> StartAsync(
        Subscription subscription, IMessageConsumer consumer, InProcessTransport transport, string? url = null) =>
        StartAsync([subscription], consumer, transport, url);

    public static async Task<IHost> StartAsync(
        IReadOnlyList<Subscription> subscriptions, IMessageConsumer consumer, InProcessTransport transport, string? url = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        var database = new Database(url ?? await TestPostgres.CreateDatabaseAsync());
        await InboxFixture.PrepareAsync(database);
        builder.Services.AddSingleton(_ => database);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<MetricsRegistry>();
        foreach (var subscription in subscriptions)
        {
            builder.Services.AddInbox(subscription, _ => consumer).AddInProcessDelivery(subscription, transport);
        }

        var host = builder.Build();
        await host.StartAsync(CancellationToken.None);
        return host;
    }

    public static Task<int> CountHandledAsync(IHost service) =>
        service.Services.GetRequiredService<Database>().ScalarAsync<int>("select count(*) from handled_messages");
}
