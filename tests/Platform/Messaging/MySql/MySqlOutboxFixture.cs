using Microsoft.Extensions.Logging.Abstractions;
using Tracker.Platform.Background;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.Claims;
using Tracker.Platform.Messaging.MySql;
using Tracker.Platform.Persistence.MySql;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Messaging.MySql;

/// <summary>The MariaDB database of a publishing service.</summary>
internal sealed class MySqlOutboxFixture : IAsyncDisposable
{
    private readonly Wakeup dispatcher = new();

    private MySqlOutboxFixture(MySqlDatabase database)
    {
        Database = database;
        Owner = NewOwner();
        Table = NewTable(Owner);
        Outbox = new MySqlOutbox(dispatcher, Clock);
    }

    public MySqlDatabase Database { get; }

    public StoppedClock Clock { get; } = new();

    public ClaimOwner Owner { get; }

    public MySqlOutboxTable Table { get; }

    public MySqlOutbox Outbox { get; }

    public static async Task<MySqlOutboxFixture> CreateAsync()
    {
        var database = new MySqlDatabase(await TestMariaDb.CreateDatabaseAsync());
        await database.MigrateAsync([MySqlOutbox.Schema], CancellationToken.None);
        return new MySqlOutboxFixture(database);
    }

    public ClaimOwner NewOwner() =>
        new(
            new MySqlClaimLocks(Database, [MySqlOutboxTable.Claims]),
            [MySqlOutboxTable.Claims],
            TimeProvider.System,
            NullLogger<ClaimOwner>.Instance) { Grace = TestClaims.Grace };

    public MySqlOutboxTable NewTable(ClaimOwner owner) => new(Database, owner, Clock);

    public async Task CommitAsync(OutboxMessage message)
    {
        await using var work = Database.Begin();
        Outbox.Append(work, message);
        await work.CommitAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        dispatcher.Dispose();
        await Owner.DisposeAsync();
        await Database.DisposeAsync();
    }
}
