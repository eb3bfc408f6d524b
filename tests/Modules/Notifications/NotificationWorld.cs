using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tracker.Modules.Notifications;
using Tracker.Modules.Notifications.Delivery;
using Tracker.Platform.Messaging;
using Tracker.Platform.Observability.Metrics;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Notifications;

/// <summary>
/// The module with its own database, composed like in a service, with a clock that changes only when it is advanced and a fake provider.
/// </summary>
public sealed class NotificationWorld : IAsyncDisposable
{
    private const int Attempts = 4;
    private readonly ServiceProvider services;

    private NotificationWorld(Database database, ServiceProvider services) => (Database, this.services) = (database, services);

    public Database Database { get; }

    public Provider Provider => services.GetRequiredService<Provider>();

    public StoppedClock Clock => services.GetRequiredService<StoppedClock>();

    public string Metrics => services.GetRequiredService<MetricsRegistry>().ToString();

    public Guid Anna { get; } = Guid.NewGuid();

    public Actor Admin { get; } = new(Guid.NewGuid(), ActorRole.Admin);

    public static async Task<NotificationWorld> StartAsync(string? database = null)
    {
        // A busy machine must not cancel a statement that a test only waits for.
        var source = new Database(database ?? await TestPostgres.CreateDatabaseAsync(), TimeSpan.FromSeconds(20));
        await new Migrator(source).ApplyAsync([NotificationsModule.Schema], default);
        return On(source, new StoppedClock());
    }

    /// <summary>A second instance on the same database with its own provider.</summary>
    public NotificationWorld Another() => On(Database, Clock);

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    /// <summary>An e-mail and a text message to Anna.</summary>
    public IReadOnlyList<NotificationDraft> Drafts(Guid? user = null) =>
    [
        new(user ?? Anna, Channels.Email, "anna@example.com", "<p>Hello</p>")
        {
            Type = "order_created",
            Subject = "Hello",
            TextBody = "Hello",
            OrderId = user ?? Anna,
        },
        new(user ?? Anna, Channels.Sms, "+15551234567", "Hello") { Type = "order_created", OrderId = user ?? Anna },
    ];

    /// <summary>One attempt of a consumer.</summary>
    /// <param name="complete">Adds to the transaction that completes the event.</param>
    public async Task<MessageOutcome> DeliverAsync(
        Guid eventId,
        int attempt = 1,
        IReadOnlyList<NotificationDraft>? drafts = null,
        Action<UnitOfWork>? complete = null,
        CancellationToken ct = default)
    {
        var delivery = Delivery(eventId, attempt, complete);
        var handler = Get<DeliverNotificationsHandler>();
        return await handler.ResumeAsync(delivery, ct) ?? await handler.BeginAsync(delivery, drafts ?? Drafts(), ct);
    }

    /// <summary>The first attempt of a consumer that sees the message for the first time.</summary>
    public Task<MessageOutcome> BeginAsync(Guid eventId) =>
        Get<DeliverNotificationsHandler>().BeginAsync(Delivery(eventId, attempt: 1), Drafts(), default);

    /// <summary>The rows of an event, the e-mail first: status, provider_ref, error_message, claimed.</summary>
    public async Task<string[]> RowsAsync(Guid eventId)
    {
        await using var command = Database.Source.CreateCommand(
            "select concat_ws(' ', channel, status, provider_ref, error_message, case when claimed_until is not null then 'claimed' end) "
                + "from notifications where event_id = $1 order by channel");
        command.Parameters.Add(new NpgsqlParameter { Value = eventId });
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
        {
            rows.Add(reader.GetString(0));
        }

        return [.. rows];
    }

    public Task<Page<NotificationSummary>> ListAsync(
        Guid? user = null, string? channel = null, Guid? order = null, int page = 1, int size = 20) =>
        Get<ListNotificationsHandler>().Handle(
            new ListNotificationsQuery(Admin, new NotificationFilter(user, channel, order), PageRequest.OfPage(page, size)), default);

    public async Task ExecuteAsync(string sql)
    {
        await using var session = Database.NewWriteSession();
        await session.OpenAsync();
        await using var command = new NpgsqlCommand(sql, session);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Database.DisposeAsync();
    }

    private DeliverNotificationsCommand Delivery(Guid eventId, int attempt, Action<UnitOfWork>? complete = null) => new(
        eventId,
        Clock.UtcNow() - TimeSpan.FromSeconds(3),
        IsFirstAttempt: attempt == 1,
        IsLastAttempt: attempt == Attempts,
        complete ?? (_ => { }));

    private static NotificationWorld On(Database database, StoppedClock clock)
    {
        var services = new ServiceCollection()
            .AddSingleton(database)
            .AddSingleton(clock)
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton<MetricsRegistry>()
            .AddSingleton<Provider>()
            .AddSingleton<IEmailSender>(provider => provider.GetRequiredService<Provider>())
            .AddSingleton<ISmsSender>(provider => provider.GetRequiredService<Provider>())
            .AddLogging()
            .AddNotifications()
            .BuildServiceProvider();
        // A test whose claims are released while a message waits sets its own limit.
        services.GetRequiredService<DeliverNotificationsHandler>().BusyLimit = TimeSpan.Zero;
        return new NotificationWorld(database, services);
    }
}
