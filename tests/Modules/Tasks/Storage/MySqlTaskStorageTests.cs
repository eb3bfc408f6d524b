using Tracker.Modules.Tasks.Storage;
using Tracker.Modules.Tasks.Storage.MySql;
using Tracker.Platform.Background;
using Tracker.Platform.Messaging.MySql;
using Tracker.Platform.Persistence.MySql;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Tasks.Storage;

public sealed class MySqlTaskWorkTests : TaskWorkCompliance
{
    private protected override async Task<StartedTaskStorage> StartAsync() => await StartedMySql.StartAsync();
}

public sealed class MySqlTaskListTests : TaskListCompliance
{
    private protected override async Task<StartedTaskStorage> StartAsync() => await StartedMySql.StartAsync();
}

internal sealed class StartedMySql : StartedTaskStorage
{
    private readonly MySqlDatabase database;
    private readonly Wakeup dispatcher = new();

    private StartedMySql(MySqlDatabase database)
    {
        this.database = database;
        Storage = new MySqlTaskStorage(database, TaskWorld.Flagship, new MySqlOutbox(dispatcher, TimeProvider.System));
    }

    public override ITaskStorage Storage { get; }

    public static async Task<StartedMySql> StartAsync()
    {
        // A busy machine must not cancel a statement that a test only waits for.
        var database = new MySqlDatabase(await TestMariaDb.CreateDatabaseAsync(), TimeSpan.FromSeconds(20));
        await database.MigrateAsync([MySqlTaskStorage.Schema, MySqlOutbox.Schema], CancellationToken.None);
        return new StartedMySql(database);
    }

    public override async Task<IReadOnlyList<Guid>> EventsAsync() =>
        await database.ReadAsync("select event_id from outbox order by id", [], row => row.GetGuid(0), CancellationToken.None);

    public override async ValueTask DisposeAsync()
    {
        dispatcher.Dispose();
        await database.DisposeAsync();
    }
}
