using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Modules.Tasks.Attachments;

namespace Tracker.Tests.Modules.Tasks.Attachments;

public sealed class AttachmentTests
{
    [Fact]
    public async Task An_attached_file_is_stored_recorded_and_counted()
    {
        await using var world = await FileWorld.StartAsync();
        var task = await world.Tasks.CreateAsync();

        var attachment = await world.AddAsync(task.Id, size: 1234);

        world.Files.ShouldBe([attachment.StoragePath]);
        attachment.SizeBytes.ShouldBe(1234);
        (await world.Tasks.FindAsync(task.Id))!.AttachmentCount.ShouldBe(1);
        (await world.NumberAsync("select bytes from storage_usage")).ShouldBe(1234);
        (await world.NumberAsync("select count(*) from file_removals")).ShouldBe(0);
    }

    [Fact]
    public async Task Adding_and_removing_are_audited()
    {
        await using var world = await FileWorld.StartAsync();
        var attachment = await world.AddAsync((await world.Tasks.CreateAsync()).Id, size: 7, name: "a.txt");

        await world.TryRemoveAsync(attachment.Id);

        (await world.Tasks.AuditAsync()).Skip(1).ShouldBe(
            [
                """ATTACHMENT_ADDED {"filename": "a.txt", "size_bytes": 7}""",
                """ATTACHMENT_REMOVED {"filename": "a.txt", "size_bytes": 7}""",
            ]);
        (await world.Tasks.RowsAsync("select subjects from test_audit order by number", row => row.GetString(0)))[1..]
            .ShouldAllBe(subjects => subjects == $"task:{attachment.TaskId} attachment:{attachment.Id}");
    }

    [Fact]
    public async Task Only_the_owner_adds_and_removes()
    {
        await using var world = await FileWorld.StartAsync();
        var task = await world.Tasks.CreateAsync();
        var attachment = await world.AddAsync(task.Id);

        (await world.Tasks.Get<AddAttachmentHandler>().CheckAsync(task.Id, world.Tasks.Ben.Id, default))
            .ShouldBe(AddAttachmentFailure.NotOwner);
        (await world.TryAddAsync(task.Id, user: world.Tasks.Ben.Id)).Failure.ShouldBe(AddAttachmentFailure.NotOwner);
        (await world.TryRemoveAsync(attachment.Id, world.Tasks.Ben.Id)).Failure.ShouldBe(RemoveAttachmentFailure.NotOwner);

        await world.SweepAsync();
        world.Files.ShouldBe([attachment.StoragePath]);
    }

    [Fact]
    public async Task A_missing_attachment_or_task_is_not_found()
    {
        await using var world = await FileWorld.StartAsync();

        (await world.Tasks.Get<AddAttachmentHandler>().CheckAsync(Guid.NewGuid(), world.Tasks.Anna.Id, default))
            .ShouldBe(AddAttachmentFailure.NotFound);
        (await world.TryAddAsync(Guid.NewGuid())).Failure.ShouldBe(AddAttachmentFailure.NotFound);
        (await world.TryRemoveAsync(Guid.NewGuid())).Failure.ShouldBe(RemoveAttachmentFailure.NotFound);
        (await world.Tasks.Get<OpenAttachmentHandler>().Handle(new OpenAttachmentQuery(Guid.NewGuid(), world.Tasks.Anna.Id), default))
            .Failure.ShouldBe(OpenAttachmentFailure.NotFound);
        (await world.Tasks.Get<ListAttachmentsHandler>().Handle(new ListAttachmentsQuery(Guid.NewGuid(), world.Tasks.Anna.Id), default))
            .Failure.ShouldBe(ListAttachmentsFailure.NotFound);
    }

    [Fact]
    public async Task Files_are_listed_oldest_first()
    {
        await using var world = await FileWorld.StartAsync();
        var task = await world.Tasks.CreateAsync();
        foreach (var name in new[] { "b", "a", "c" })
        {
            await world.AddAsync(task.Id, name: name);
            world.Tasks.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var outcome = await world.Tasks.Get<ListAttachmentsHandler>()
            .Handle(new ListAttachmentsQuery(task.Id, world.Tasks.Ben.Id), default);

        outcome.Succeeded(out var list, out _).ShouldBeTrue();
        list!.Select(attachment => attachment.FileName).ShouldBe(["b", "a", "c"]);
    }

    [Fact]
    public async Task The_next_sweep_deletes_a_removed_file_and_frees_space()
    {
        await using var world = await FileWorld.StartAsync();
        var task = await world.Tasks.CreateAsync();
        var attachment = await world.AddAsync(task.Id);

        (await world.TryRemoveAsync(attachment.Id)).Succeeded(out _, out _).ShouldBeTrue();
        await world.SweepAsync();

        world.Files.ShouldBeEmpty();
        (await world.NumberAsync("select bytes from storage_usage")).ShouldBe(0);
        (await world.Tasks.FindAsync(task.Id))!.AttachmentCount.ShouldBe(0);
    }

    [Fact]
    public async Task Deleting_a_task_deletes_its_files()
    {
        await using var world = await FileWorld.StartAsync();
        var (task, other) = (await world.Tasks.CreateAsync(), await world.Tasks.CreateAsync());
        await world.AddAsync(task.Id, size: 100);
        await world.AddAsync(task.Id, size: 200);
        var kept = await world.AddAsync(other.Id, size: 50);

        await world.Tasks.Get<DeleteTaskHandler>().Handle(new DeleteTaskCommand(task.Id, world.Tasks.Anna.Id), default);
        await world.SweepAsync();

        world.Files.ShouldBe([kept.StoragePath]);
        (await world.NumberAsync("select bytes from storage_usage")).ShouldBe(50);
        (await world.NumberAsync("select count(*) from attachments")).ShouldBe(1);
    }

    [Fact]
    public async Task Two_parallel_removals_count_once()
    {
        await using var world = await FileWorld.StartAsync();
        var task = await world.Tasks.CreateAsync();
        var attachment = await world.AddAsync(task.Id);

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => world.TryRemoveAsync(attachment.Id)));

        outcomes.Count(outcome => outcome.Failure is null).ShouldBe(1);
        (await world.Tasks.FindAsync(task.Id))!.AttachmentCount.ShouldBe(0);
    }
}
