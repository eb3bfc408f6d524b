using Microsoft.Extensions.Logging.Abstractions;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.Claims;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging;

/// <summary>The database of a consuming service.</summary>
internal sealed class InboxFixture : IAsyncDisposable
{
    private InboxFixture(Database database)
    {
        Database = database;
        Owner = NewOwner();
        Inbox = NewInbox(Consumer);
        DeadLetters = new DeadLetters(database, Clock);
    }

    public Database Database { get; }

    public StoppedClock Clock { get; } = new();

    public TestTelemetry Telemetry { get; } = new();

    /// <summary>Owns the claims of the fixture's consumers after its first step.</summary>
    public ClaimOwner Owner { get; }

    public Subscription Subscription { get; } = new("notifications.order.created", Messages.Topic);

    public RecordingConsumer Consumer { get; } = new();

    public InboxConsumer Inbox { get; }

    public DeadLetters DeadLetters { get; }

    public static async Task<InboxFixture> CreateAsync()
    {
        var database = new Database(await TestPostgres.CreateDatabaseAsync());
        await PrepareAsync(database);
        return new InboxFixture(database);
    }

    public static async Task PrepareAsync(Database database)
    {
        await new Migrator(database).ApplyAsync([MessagingSchema.Inbox], CancellationToken.None);
    }

    public InboxConsumer NewInbox(IMessageConsumer consumer) => NewInbox(consumer, Subscription);

    public ClaimOwner NewOwner() =>
        new(Database, [Tracker.Platform.Messaging.Inbox.Claims], TimeProvider.System, NullLogger<ClaimOwner>.Instance)
        {
            Grace = TestClaims.Grace,
        };

    public InboxConsumer NewInbox(IMessageConsumer consumer, Subscription subscription) => NewInbox(consumer, subscription, Owner);

    public InboxConsumer NewInbox(IMessageConsumer consumer, Subscription subscription, ClaimOwner owner) =>
        new(
            Database, owner, new HandledMessages(Database, Clock), subscription, consumer, Telemetry.Messaging, Clock,
            NullLogger<InboxConsumer>.Instance);

    public async Task<OutboxMessage> ReceiveAsync(OutboxMessage message)
    {
        await Inbox.ReceiveAsync([message], CancellationToken.None);
        return message;
    }

    public Task<ConsumeResult> StepAsync() => Inbox.HandleBatchAsync(CancellationToken.None);

    /// <summary>A table of the consumer's own.</summary>
    public async Task CreateEffectsAsync()
    {
        await using var work = Database.Begin();
        work.Add("create table effects (number integer)");
        await work.CommitAsync(CancellationToken.None);
    }

    public Task<int> CountAsync(string table) => Database.ScalarAsync<int>($"select count(*) from {table}");

    public async ValueTask DisposeAsync()
    {
        Inbox.Dispose();
        await Owner.DisposeAsync();
        await Database.DisposeAsync();
    }
}
