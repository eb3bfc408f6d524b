using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Modules.Tasks.Storage;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence.Auditing;

namespace Tracker.Tests.Modules.Tasks.Storage;

public sealed class PostgresTaskWorkTests : TaskWorkCompliance
{
    private StartedPostgres postgres = null!;

    [Fact]
    public async Task An_audit_entry_is_appended_with_its_change()
    {
        var entry = new AuditEntry("TASK_CREATED", Anna.Id, [], AuditEntry.NoDetails, Day(1));
        await using (var abandoned = Storage.Begin())
        {
            abandoned.Append(entry);
        }

        await using var work = Storage.Begin();
        work.Append(entry);
        (await postgres.World.AuditAsync()).ShouldBeEmpty();

        await work.CommitAsync(CancellationToken.None);

        (await postgres.World.AuditAsync()).ShouldBe(["TASK_CREATED {}"]);
    }

    private protected override async Task<StartedTaskStorage> StartAsync() => postgres = await StartedPostgres.StartAsync();
}

public sealed class PostgresTaskListTests : TaskListCompliance
{
    private protected override async Task<StartedTaskStorage> StartAsync() => await StartedPostgres.StartAsync();
}

internal sealed class StartedPostgres : StartedTaskStorage
{
    private StartedPostgres(TaskWorld world) => World = world;

    public TaskWorld World { get; }

    public override ITaskStorage Storage => World.Get<ITaskStorage>();

    public static async Task<StartedPostgres> StartAsync() => new(await TaskWorld.StartAsync(TaskWorld.Flagship with
    {
        EventOf = change => new OutboxMessage(change.Task.Id, "task.created", "{}"u8.ToArray(), change.At),
    }));

    public override async Task<IReadOnlyList<Guid>> EventsAsync() => await World.EventsAsync();

    public override Task TidyAsync() => World.Get<FoldTaskCounts>().StepAsync(CancellationToken.None);

    public override ValueTask DisposeAsync() => World.DisposeAsync();
}
