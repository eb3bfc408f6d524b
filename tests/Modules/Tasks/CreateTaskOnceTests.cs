using Npgsql;
using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Platform.Background;
using Tracker.Platform.Idempotency;
using Tracker.Platform.Primitives;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Tasks;

/// <summary>Tasks created with an idempotency key.</summary>
public sealed class CreateTaskOnceTests
{
    [Theory]
    [InlineData(23, 1)]
    [InlineData(25, 2)]
    public async Task A_key_is_free_again_after_a_day(int hours, int tasks)
    {
        await using var world = await StartAsync();
        var first = await CreatedAsync(world, "key");
        world.Clock.Advance(TimeSpan.FromHours(hours));

        var second = await CreatedAsync(world, "key");
        var third = await CreatedAsync(world, "key");

        (second.IsRepeat, second.Task.Id == first.Task.Id).ShouldBe((tasks == 1, tasks == 1));
        (third.IsRepeat, third.Task.Id).ShouldBe((true, second.Task.Id));
        (await world.ListAsync()).Total.ShouldBe(tasks);
    }

    [Fact]
    public async Task An_expired_key_can_be_used_for_another_task()
    {
        await using var world = await StartAsync();
        await CreatedAsync(world, "key");
        (await CreateAsync(world, "key", "another task")).Failure.ShouldBe(CreateTaskOnceFailure.KeyUsedForAnotherTask);
        world.Clock.Advance(IdempotencyKeys.Lifetime + TimeSpan.FromSeconds(1));

        (await CreatedAsync(world, "key", "another task")).IsRepeat.ShouldBeFalse();
    }

    [Fact]
    public async Task The_purge_deletes_keys_after_a_day_and_keeps_tasks()
    {
        await using var world = await StartAsync();
        await CreatedAsync(world, "old");
        world.Clock.Advance(TimeSpan.FromHours(2));
        await CreatedAsync(world, "of today");
        world.Clock.Advance(TimeSpan.FromHours(23));
        await CreatedAsync(world, "new");

        (await world.Get<PurgeIdempotencyKeys>().StepAsync(default)).ShouldBe(StepResult.Idle);

        (await world.RowsAsync("select key from task_idempotency_keys order by created_at", row => row.GetString(0)))
            .ShouldBe(["of today", "new"]);
        (await world.ListAsync()).Total.ShouldBe(3);
    }

    [Fact]
    public async Task A_task_that_is_not_stored_leaves_its_key_free()
    {
        await using var world = await StartAsync();
        await world.RowsAsync("alter table test_audit rename to away", row => row);
        await Should.ThrowAsync<PostgresException>(() => CreateAsync(world, "key"));
        await world.RowsAsync("alter table away rename to test_audit", row => row);

        (await CreatedAsync(world, "key")).IsRepeat.ShouldBeFalse();
        (await world.ListAsync()).Total.ShouldBe(1);
        (await world.AuditAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_wait_for_a_tag_is_not_for_the_key()
    {
        await using var world = await StartAsync();
        await using var session = world.Database.NewWriteSession();
        await session.OpenAsync();
        await using var transaction = await session.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("insert into tags (id, name) values (gen_random_uuid(), 'new')", session, transaction);
        await hold.ExecuteNonQueryAsync();

        var creating = CreateAsync(world, "key", tags: ["new"]);
        // Longer than a request waits for its key.
        const string Waiting =
            """
            select count(*) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock' and query_start < clock_timestamp() - interval '2 s'
            """;
        await Soon.BecomesTrue(
            async () => creating.IsCompleted || (await world.RowsAsync(Waiting, row => row.GetInt64(0))).Single() == 1);
        await transaction.RollbackAsync();

        (await creating).Succeeded(out _, out _).ShouldBeTrue();
    }

    private static Task<TaskWorld> StartAsync() => TaskWorld.StartAsync(also: services => services.AddTaskKeys());

    private static Task<Outcome<CreatedTask, CreateTaskOnceFailure>> CreateAsync(
        TaskWorld world, string key, string title = "a task", IReadOnlyList<string>? tags = null) =>
        world.Get<CreateTaskOnceHandler>().Handle(
            new CreateTaskOnceCommand(world.Anna, new TaskContent(title, Tags: tags), key), default);

    private static async Task<CreatedTask> CreatedAsync(TaskWorld world, string key, string title = "a task") =>
        (await CreateAsync(world, key, title)).Succeeded(out var created, out var failure)
            ? created
            : throw new InvalidOperationException($"{failure}");
}
