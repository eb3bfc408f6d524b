using Microsoft.Extensions.Logging.Abstractions;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.Claims;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging;

/// <summary>The database of a publishing service, with a transport that the test controls.</summary>
internal sealed class OutboxFixture : IAsyncDisposable
{
    private OutboxFixture(Database database)
    {
        Database = database;
        Owner = NewOwner();
        Table = NewTable(Owner);
        Dispatcher = NewDispatcher(Transport);
        Outbox = new Outbox(Dispatcher.Wakeup.Set, Clock);
    }

    public Database Database { get; }

    public StoppedClock Clock { get; } = new();

    /// <summary>Owns the claims of the fixture's dispatchers after its first step.</summary>
    public ClaimOwner Owner { get; }

    public OutboxTable Table { get; }

    public OutboxOptions Options { get; } = new() { BatchSize = 10 };

    public TestTelemetry Telemetry { get; } = new();

    public TestTransport Transport { get; } = new();

    public OutboxDispatcher Dispatcher { get; }

    public Outbox Outbox { get; }

    public static async Task<OutboxFixture> CreateAsync()
    {
        var database = new Database(await TestPostgres.CreateDatabaseAsync());
        await new Migrator(database).ApplyAsync([MessagingSchema.Outbox], CancellationToken.None);
        return new OutboxFixture(database);
    }

    public ClaimOwner NewOwner() =>
        new(Database, [OutboxTable.Claims], TimeProvider.System, NullLogger<ClaimOwner>.Instance) { Grace = TestClaims.Grace };

    public OutboxDispatcher NewDispatcher(IMessageTransport transport) => NewDispatcher(transport, Owner);

    public OutboxDispatcher NewDispatcher(IMessageTransport transport, ClaimOwner owner) =>
        new(NewTable(owner), transport, Options, Telemetry.Messaging, Clock, NullLogger<OutboxDispatcher>.Instance);

    private OutboxTable NewTable(ClaimOwner owner) => new(Database, owner, Clock);

    public async Task<OutboxMessage> CommitAsync(OutboxMessage message)
    {
        await using var work = Database.Begin();
        Outbox.Append(work, message);
        await work.CommitAsync(CancellationToken.None);
        return message;
    }

    public async Task CommitAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            await CommitAsync(Messages.New($"{i}"));
        }
    }

    public Task<int> CountAsync(string condition = "true") => Database.ScalarAsync<int>($"select count(*) from outbox where {condition}");

    public async ValueTask DisposeAsync()
    {
        Dispatcher.Dispose();
        await Owner.DisposeAsync();
        await Database.DisposeAsync();
    }
}
