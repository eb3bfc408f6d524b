using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tracker.Modules.Notifications;
using Tracker.Modules.Notifications.Delivery;
using Tracker.Modules.Notifications.Direct;
using Tracker.Platform.Messaging;
using Tracker.Platform.Observability.Metrics;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Notifications;

/// <summary>A service with direct notifications, composed as a system composes it; it runs once it is started.</summary>
internal sealed class DirectWorld : IAsyncDisposable
{
    private static readonly RetryPolicy Retry = new([.. Enumerable.Repeat(TimeSpan.FromMilliseconds(20), 2)]);
    private readonly IHost host;

    private DirectWorld(string url, Database database, FindRecipient find)
    {
        Url = url;
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services
            .AddSingleton(_ => database)
            .AddSingleton(TimeProvider.System)
            .AddSingleton<MetricsRegistry>()
            .AddSingleton<Provider>()
            .AddSingleton<IEmailSender>(provider => provider.GetRequiredService<Provider>())
            .AddSingleton<ISmsSender>(provider => provider.GetRequiredService<Provider>())
            .AddNotifications()
            .AddDirectNotifications(Retry, _ => find);
        host = builder.Build();
    }

    public string Url { get; }

    public Guid Anna { get; } = Guid.NewGuid();

    public Provider Provider => Get<Provider>();

    public static async Task<DirectWorld> PrepareAsync(FindRecipient find, string? url = null)
    {
        url ??= await TestPostgres.CreateDatabaseAsync();
        var database = new Database(url);
        await new Migrator(database).ApplyAsync([MessagingSchema.Inbox, NotificationsModule.Schema], default);
        return new DirectWorld(url, database, find);
    }

    public static async Task<DirectWorld> StartAsync(FindRecipient find)
    {
        var world = await PrepareAsync(find);
        await world.StartAsync();
        return world;
    }

    public Task StartAsync() => host.StartAsync();

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    public Task<Guid> QueueAsync(string channel) => Get<QueueNotificationHandler>().Handle(
        new QueueNotificationCommand(new NotificationDraft(Anna, channel, null, "Hello") { Subject = "Greeting" }), default);

    /// <summary>Waits until the notification's row says this: status, recipient, provider_ref, error_message.</summary>
    public Task BecomesAsync(Guid id, string row) => Soon.BecomesTrue(async () => await RowAsync(id) == row);

    public Task<string> RowAsync(Guid id) => Get<Database>().ScalarAsync<string>(
        "select concat_ws(' ', status, recipient, provider_ref, error_message) from notifications where id = @id", Sql.Param("id", id));

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
    }
}
