using Npgsql;
using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Modules.Tasks.Tags;
using Tracker.Platform.Background;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Tasks;

public sealed class RemoveUnusedTagsTests : IAsyncLifetime
{
    private TaskWorld world = null!;

    public async ValueTask InitializeAsync() => world = await TaskWorld.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Only_unused_tags_are_removed()
    {
        var (changed, deleted) = (await world.CreateAsync(tags: ["a", "kept"]), await world.CreateAsync(tags: ["b", "kept"]));
        await world.ChangeAsync(changed.Id, new TaskChanges { Tags = new(["kept"]) });
        await world.Get<DeleteTaskHandler>().Handle(new DeleteTaskCommand(deleted.Id, world.Anna.Id), default);

        await RunRoundAsync();
        (await NamesAsync()).ShouldBe(["a", "b", "kept"], "they are too young");
        world.Clock.Advance(RemoveUnusedTags.MinAge + TimeSpan.FromSeconds(1));
        await RunRoundAsync();

        (await NamesAsync()).ShouldBe(["kept"]);
        (await world.FindAsync(changed.Id))!.Tags.ShouldBe(["kept"]);
    }

    [Fact]
    public async Task A_round_continues_past_a_batch_of_used_tags()
    {
        var task = await world.CreateAsync();
        await InsertAsync("used", 0, RemoveUnusedTags.BatchSize);
        await ExecuteAsync($"insert into task_tags (task_id, tag_id) select '{task.Id}', id from tags");
        await InsertAsync("unused", 1, 1500);

        await RunRoundAsync();

        (await NamesAsync()).Count.ShouldBe(RemoveUnusedTags.BatchSize);
    }

    [Fact]
    public async Task A_tag_being_added_to_a_task_is_kept()
    {
        await UnusedAsync("again");
        await using var session = world.Database.NewWriteSession();
        await session.OpenAsync();
        await using var transaction = await session.BeginTransactionAsync();
        await using var take = new NpgsqlCommand("select 1 from tags where folded = 'again' for key share", session, transaction);
        await take.ExecuteNonQueryAsync();

        await RunRoundAsync();

        (await NamesAsync()).ShouldBe(["again"]);
    }

    [Fact]
    public async Task A_task_waiting_for_a_tags_removal_recreates_it()
    {
        await UnusedAsync("again");
        await using var session = world.Database.NewWriteSession();
        await session.OpenAsync();
        await using var transaction = await session.BeginTransactionAsync();
        await using var remove = new NpgsqlCommand("delete from tags where folded = 'again'", session, transaction);
        await remove.ExecuteNonQueryAsync();

        var creation = world.CreateAsync(tags: ["again"]);
        await Soon.BecomesAsync(
            () => world.RowsAsync(
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
                row => row.GetInt64(0)),
            waiting => waiting.Single() == 1);
        await transaction.CommitAsync();

        (await world.FindAsync((await creation).Id))!.Tags.ShouldBe(["again"]);
    }

    [Fact]
    public async Task Tasks_that_add_tags_during_removal_lose_none()
    {
        string[] names = [.. Enumerable.Range(0, 10).Select(i => $"tag {i}")];
        using var end = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        // Only tags of a certain age are removed, so every tag that a task creates is aged at once.
        await ExecuteAsync(
            """
            create function make_old() returns trigger language plpgsql as $$ begin new.id := ('00000000-' || substr(new.id::text, 10))::uuid; return new; end $$;
            create trigger old_tags before insert on tags for each row execute function make_old();
            """);
        foreach (var name in names)
        {
            await UnusedAsync(name);
        }

        var rounds = Task.Run(async () =>
        {
            while (!end.IsCancellationRequested)
            {
                await RunRoundAsync();
            }
        });
        var writers = Enumerable.Range(0, 4).Select(seed => Task.Run(async () =>
        {
            var random = new Random(seed);
            while (!end.IsCancellationRequested)
            {
                var tag = names[random.Next(names.Length)];
                var owner = new TaskOwner(Guid.NewGuid(), null, null);
                var task = await world.Get<CreateTaskHandler>()
                    .Handle(new CreateTaskCommand(owner, new TaskContent("t", Tags: [tag])), default);
                (await world.FindAsync(task.Id, owner.Id))!.Tags.ShouldBe([tag]);
                await world.Get<DeleteTaskHandler>().Handle(new DeleteTaskCommand(task.Id, owner.Id), default);
            }
        })).ToArray();

        await Task.WhenAll([rounds, .. writers]);
    }

    private Task UnusedAsync(string name) =>
        ExecuteAsync($"insert into tags (id, name) values ('00000000-0000-7000-8000-{Guid.NewGuid().ToString("N")[..12]}', '{name}')");

    private Task InsertAsync(string name, int age, int count) => ExecuteAsync(
        $"insert into tags (id, name) select ('0000000{age}-' || substr(gen_random_uuid()::text, 10))::uuid, '{name} ' || i "
            + $"from generate_series(1, {count}) i");

    private async Task RunRoundAsync()
    {
        while (await world.Get<RemoveUnusedTags>().StepAsync(default) == StepResult.More)
        {
        }
    }

    private Task<List<string>> NamesAsync() => world.RowsAsync("select name from tags order by name", row => row.GetString(0));

    private async Task ExecuteAsync(string sql)
    {
        await using var command = world.Database.Source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
