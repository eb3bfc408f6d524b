using Npgsql;
using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Tasks;

public sealed class TagTests : IAsyncLifetime
{
    private TaskWorld world = null!;

    public async ValueTask InitializeAsync() => world = await TaskWorld.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Tags_are_trimmed_lower_cased_merged_and_sorted()
    {
        var task = await world.CreateAsync(tags: [" Urgent", "backend ", "urgent", "Über", "BACKEND"]);

        task.Tags.ShouldBe(["backend", "urgent", "über"]);
        (await world.FindAsync(task.Id))!.Tags.ShouldBe(["backend", "urgent", "über"]);
    }

    [Fact]
    public async Task Tasks_share_a_tag()
    {
        await world.CreateAsync(tags: ["a", "b"]);
        await world.CreateAsync(tags: ["B", "c"]);

        (await world.RowsAsync("select name from tags order by name", row => row.GetString(0))).ShouldBe(["a", "b", "c"]);
    }

    [Fact]
    public async Task Tags_differing_in_case_are_one_and_keep_their_spelling()
    {
        var (first, second) = (await world.CreateAsync(tags: ["οδος"]), await world.CreateAsync(tags: ["ΟΔΟΣ", "οδος"]));
        var third = await world.CreateAsync(tags: ["οδος"]);

        second.Tags.ShouldBe(["οδοσ"]);
        (await world.FindAsync(first.Id))!.Tags.ShouldBe(["οδος"]);
        (await world.FindAsync(second.Id))!.Tags.ShouldBe(["οδοσ"]);
        (await world.FindAsync(third.Id))!.Tags.ShouldBe(["οδος"]);
        (await world.RowsAsync("select name from tags", row => row.GetString(0))).ShouldBe(["οδος"]);
        foreach (var tag in new[] { "οδος", "οδοσ", "ΟΔΟΣ " })
        {
            (await world.ListAsync(new TaskFilter { Tags = [tag] })).Total.ShouldBe(3);
        }
    }

    [Fact]
    public async Task Parallel_creations_of_the_same_tags_all_succeed()
    {
        string[] names = [.. Enumerable.Range(0, 20).Select(i => $"tag {i:00}")];
        await using var session = world.Database.NewWriteSession();
        await session.OpenAsync();
        await using var transaction = await session.BeginTransactionAsync();
        await using var hold = new NpgsqlCommand("insert into tags (id, name) values (gen_random_uuid(), 'tag 10')", session, transaction);
        await hold.ExecuteNonQueryAsync();

        // All of them wait for the locked tag while they hold locks on others.
        var tasks = Enumerable.Range(0, 8).Select(_ => world.CreateAsync(tags: names)).ToArray();
        await Soon.BecomesAsync(
            () => world.RowsAsync(
                "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
                row => row.GetInt64(0)),
            waiting => waiting.Single() == tasks.Length);
        await transaction.RollbackAsync();

        foreach (var task in await Task.WhenAll(tasks))
        {
            (await world.FindAsync(task.Id))!.Tags.ShouldBe(names);
        }
    }
}
