using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tracker.Platform.Messaging;
using Tracker.Platform.Observability.Metrics;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging;

/// <summary>A publishing service, composed like in a system.</summary>
internal static class PublishingService
{
    public static async Task<IHost> StartAsync(IMessageTransport transport, TimeSpan? poll = null)
    {
        var database = new Database(await TestPostgres.CreateDatabaseAsync());
        await new Migrator(database).ApplyAsync([MessagingSchema.Outbox], CancellationToken.None);
        var host = On(database, transport, poll);
        await host.StartAsync(CancellationToken.None);
        return host;
    }

    public static IHost On(Database database, IMessageTransport transport, TimeSpan? poll = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton(database);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<MetricsRegistry>();
        builder.Services.AddOutbox(_ => transport, poll is { } every ? new OutboxOptions { PollInterval = every } : null);
        return builder.Build();
    }

    public static async Task<OutboxMessage> CommitAsync(IHost publishing)
    {
        var message = Messages.New();
        await using var work = publishing.Services.GetRequiredService<Database>().Begin();
        publishing.Services.GetRequiredService<Outbox>().Append(work, message);
        await work.CommitAsync(CancellationToken.None);
        return message;
    }
}
