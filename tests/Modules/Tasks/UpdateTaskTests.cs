using Shouldly;
using Tracker.Modules.Tasks;

namespace Tracker.Tests.Modules.Tasks;

public sealed class UpdateTaskTests : IAsyncLifetime
{
    private TaskWorld world = null!;

    public async ValueTask InitializeAsync() => world = await TaskWorld.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Only_the_given_fields_change_and_are_audited()
    {
        var task = await world.CreateAsync("old", "text", due: new DateTime(2026, 5, 1, 8, 0, 0, DateTimeKind.Utc), tags: ["a"]);
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        var changed = await world.ChangeAsync(task.Id, new TaskChanges { Title = "new", DueDate = null, Tags = new(["b", "a"]) });

        changed.UpdatedAt.ShouldBe(world.Clock.GetUtcNow().UtcDateTime);
        var read = await world.FindAsync(task.Id);
        (read!.Title, read.Description, read.DueDate, read.UpdatedAt).ShouldBe(("new", "text", null, changed.UpdatedAt));
        read.Tags.ShouldBe(["a", "b"]);
        (await world.AuditAsync())[^1].ShouldBe(
            """TASK_UPDATED {"changes": {"tags": {"to": ["a", "b"], "from": ["a"]}, "title": {"to": "new", "from": "old"}, "due_date": {"to": null, "from": "2026-05-01T08:00:00.000Z"}}}""");
    }

    [Fact]
    public async Task A_change_without_effect_writes_nothing()
    {
        var task = await world.CreateAsync("same", tags: ["a", "b"]);
        world.Clock.Advance(TimeSpan.FromMinutes(1));

        await world.ChangeAsync(task.Id, new TaskChanges());
        await world.ChangeAsync(task.Id, new TaskChanges { Title = "same", Tags = new(["B", "a", "b"]), Status = world.Status("TODO") });

        (await world.FindAsync(task.Id))!.UpdatedAt.ShouldBe(task.UpdatedAt);
        (await world.AuditAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Replacing_resets_omitted_fields_to_their_defaults()
    {
        var task = await world.CreateAsync("old", "text", "DONE", "HIGH", new DateTime(2026, 5, 1, 8, 0, 0, DateTimeKind.Utc), ["a"]);

        await world.ChangeAsync(task.Id, TaskChanges.Replacing(new TaskContent("new"), world.Policy));

        var read = await world.FindAsync(task.Id);
        (read!.Title, read.Description, read.Status.Text, read.Priority.Text, read.DueDate).ShouldBe(("new", null, "TODO", "MEDIUM", null));
        read.Tags.ShouldBeEmpty();
    }

    [Fact]
    public async Task Only_the_owner_changes_and_deletes()
    {
        var task = await world.CreateAsync("anna's");

        (await world.Get<UpdateTaskHandler>().Handle(new(task.Id, world.Ben.Id, new TaskChanges { Title = "ben's" }), default))
            .Failure.ShouldBe(UpdateTaskFailure.NotOwner);
        (await world.Get<DeleteTaskHandler>().Handle(new(task.Id, world.Ben.Id), default)).Failure.ShouldBe(DeleteTaskFailure.NotOwner);

        (await world.FindAsync(task.Id))!.Title.ShouldBe("anna's");
        (await world.AuditAsync()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Each_change_raises_the_version_by_one()
    {
        var task = await world.CreateAsync("old");

        var renamed = await world.ChangeAsync(task.Id, new TaskChanges { Title = "new" });
        var tagged = await world.ChangeAsync(task.Id, new TaskChanges { Tags = new(["a", "b"]) });
        var untagged = await world.ChangeAsync(task.Id, new TaskChanges { Tags = new(["b"]), Status = world.Status("DONE") });

        (task.Version, renamed.Version, tagged.Version, untagged.Version).ShouldBe((1, 2, 3, 4));
        (await world.FindAsync(task.Id))!.Version.ShouldBe(4);
        (await world.ListAsync()).Items.Single().Version.ShouldBe(4);
    }

    [Fact]
    public async Task A_command_for_another_version_is_refused()
    {
        var task = await world.CreateAsync("old");
        var update = new UpdateTaskCommand(task.Id, world.Anna.Id, new TaskChanges { Title = "new" });
        var delete = new DeleteTaskCommand(task.Id, world.Anna.Id);

        foreach (var versions in new long[][] { [], [2], [0, 2] })
        {
            (await world.Get<UpdateTaskHandler>().Handle(update with { IfVersion = versions }, default))
                .Failure.ShouldBe(UpdateTaskFailure.VersionChanged);
            (await world.Get<DeleteTaskHandler>().Handle(delete with { IfVersion = versions }, default))
                .Failure.ShouldBe(DeleteTaskFailure.VersionChanged);
        }

        (await world.FindAsync(task.Id))!.Title.ShouldBe("old");
        (await world.Get<UpdateTaskHandler>().Handle(update with { IfVersion = [9, 1] }, default)).Failure.ShouldBeNull();
        (await world.Get<DeleteTaskHandler>().Handle(delete with { IfVersion = [2] }, default)).Failure.ShouldBeNull();
    }

    [Fact]
    public async Task An_unknown_task_is_not_found()
    {
        var nothing = Guid.NewGuid();

        (await world.Get<GetTaskHandler>().Handle(new(nothing, world.Anna.Id), default)).Failure.ShouldBe(GetTaskFailure.NotFound);
        (await world.Get<UpdateTaskHandler>().Handle(new(nothing, world.Anna.Id, new TaskChanges { Title = "x" }), default))
            .Failure.ShouldBe(UpdateTaskFailure.NotFound);
        (await world.Get<DeleteTaskHandler>().Handle(new(nothing, world.Anna.Id), default)).Failure.ShouldBe(DeleteTaskFailure.NotFound);
    }

    [Fact]
    public async Task Deleting_a_task_deletes_its_tag_links_and_is_audited()
    {
        var task = await world.CreateAsync("gone", tags: ["a"]);

        (await world.Get<DeleteTaskHandler>().Handle(new(task.Id, world.Anna.Id), default)).Failure.ShouldBeNull();

        (await world.FindAsync(task.Id)).ShouldBeNull();
        (await world.ListAsync()).Total.ShouldBe(0);
        (await world.ListAsync(new TaskFilter { Tags = ["a"] })).Total.ShouldBe(0);
        (await world.AuditAsync())[^1].ShouldBe(
            """TASK_DELETED {"tags": ["a"], "title": "gone", "status": "TODO", "due_date": null, "priority": "MEDIUM"}""");
    }

    [Fact]
    public async Task Parallel_changes_are_all_kept()
    {
        var task = await world.CreateAsync("start");
        TaskChanges[] changes =
        [
            new() { Title = "title" },
            new() { Description = "description" },
            new() { Status = world.Status("DONE") },
            new() { Priority = world.Priority("HIGH") },
            new() { DueDate = new DateTime(2026, 5, 1, 8, 0, 0, DateTimeKind.Utc) }, new() { Tags = new(["tag"]) },
        ];

        await Task.WhenAll(changes.Select(change => world.ChangeAsync(task.Id, change)));

        var read = await world.FindAsync(task.Id);
        (read!.Title, read.Description, read.Status.Text, read.Priority.Text).ShouldBe(("title", "description", "DONE", "HIGH"));
        read.DueDate.ShouldNotBeNull();
        read.Tags.ShouldBe(["tag"]);
        (await world.AuditAsync()).Count.ShouldBe(7);
    }

    [Fact]
    public async Task Parallel_tag_replacements_are_audited_as_one_chain()
    {
        var task = await world.CreateAsync(tags: ["0"]);

        await Task.WhenAll(Enumerable.Range(1, 8).Select(i => world.ChangeAsync(task.Id, new TaskChanges { Tags = new([$"{i}"]) })));

        var steps = await world.RowsAsync(
            "select details #>> '{changes,tags,from,0}', details #>> '{changes,tags,to,0}' from test_audit "
                + "where event_type = 'TASK_UPDATED' order by number",
            row => (From: row.GetString(0), To: row.GetString(1)));
        var at = "0";
        foreach (var _ in steps)
        {
            at = steps.Single(step => step.From == at).To;
        }

        (await world.FindAsync(task.Id))!.Tags.ShouldBe([at]);
    }
}
