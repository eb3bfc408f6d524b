using Shouldly;

namespace Tracker.Tests.Modules.Tasks;

public sealed class TagTests : IAsyncLifetime
{
    private TaskWorld world = null!;

    public async ValueTask InitializeAsync() => world = await TaskWorld.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Tags_are_trimmed_lower_cased_merged_and_told_alphabetically()
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
    public async Task The_same_new_tags_at_the_same_time_in_any_order_reach_every_task()
    {
        var names = Enumerable.Range(0, 20).Select(i => $"tag {i:00}").ToArray();
        foreach (var round in Enumerable.Range(0, 5))
        {
            var tags = names.Select(name => $"{round} {name}").ToArray();

            var tasks = await Task.WhenAll(Enumerable.Range(0, 16).Select(i => world.CreateAsync(tags: [.. tags.OrderBy(tag => (tag.GetHashCode(StringComparison.Ordinal) * 31) ^ i)])));

            foreach (var task in tasks)
            {
                (await world.FindAsync(task.Id))!.Tags.ShouldBe(tags);
            }
        }
    }
}
