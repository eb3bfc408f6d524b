using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Modules.Tasks.Tags;

namespace Tracker.Tests.Modules.Tasks;

public sealed class ListTagsTests
{
    [Fact]
    public async Task Tags_are_listed_by_use_and_then_by_name()
    {
        await using var world = await TaskWorld.StartAsync();
        await world.CreateAsync(tags: ["red", "blue"]);
        await world.CreateAsync(tags: ["Blue", "green"]);

        (await ListAsync(world)).ShouldBe([new TagUse("blue", 2), new TagUse("green", 1), new TagUse("red", 1)]);
        (await ListAsync(world, max: 1)).ShouldBe([new TagUse("blue", 2)]);
    }

    [Fact]
    public async Task An_unused_tag_is_not_listed()
    {
        await using var world = await TaskWorld.StartAsync();
        var (changed, deleted) = (await world.CreateAsync(tags: ["old", "kept"]), await world.CreateAsync(tags: ["gone", "kept"]));

        await world.ChangeAsync(changed.Id, new TaskChanges { Tags = new(["kept", "new"]) });
        await world.Get<DeleteTaskHandler>().Handle(new DeleteTaskCommand(deleted.Id, world.Anna.Id), default);

        (await ListAsync(world)).ShouldBe([new TagUse("kept", 1), new TagUse("new", 1)]);
    }

    [Fact]
    public async Task Tags_of_private_tasks_are_private()
    {
        await using var world = await TaskWorld.StartAsync(TaskWorld.Flagship with { Readers = TaskReaders.Owner });
        await world.CreateAsync(tags: ["shared", "annas"]);
        await world.CreateAsync(tags: ["shared", "bens"], owner: world.Ben);

        (await ListAsync(world)).ShouldBe([new TagUse("annas", 1), new TagUse("shared", 1)]);
    }

    private static Task<IReadOnlyList<TagUse>> ListAsync(TaskWorld world, int max = 100) =>
        world.Get<ListTagsHandler>().Handle(new ListTagsQuery(world.Anna.Id, max), default);
}
