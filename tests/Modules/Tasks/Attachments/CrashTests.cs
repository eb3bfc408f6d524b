using Shouldly;
using Tracker.Modules.Tasks.Attachments;
using Tracker.Platform.Storage;

namespace Tracker.Tests.Modules.Tasks.Attachments;

/// <summary>The process ends at the worst moments. An unhandled exception leaves the same state.</summary>
public sealed class CrashTests
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    [Fact]
    public async Task A_file_without_a_row_is_deleted_after_an_hour()
    {
        await using var world = await FileWorld.StartAsync();
        var task = await world.Tasks.CreateAsync();
        world.Storage.Written = _ => throw new ProcessKilledException();

        await Should.ThrowAsync<ProcessKilledException>(() => world.TryAddAsync(task.Id));

        await world.SweepAfterAsync(Hour - TimeSpan.FromSeconds(1));
        world.Files.Count().ShouldBe(1);
        await world.SweepAfterAsync(TimeSpan.FromSeconds(1));
        world.Files.ShouldBeEmpty();
        (await world.NumberAsync("select count(*) from attachments")).ShouldBe(0);
        (await world.NumberAsync("select count(*) from file_removals")).ShouldBe(0);
    }

    [Fact]
    public async Task A_file_swept_during_its_upload_is_refused_and_deleted()
    {
        await using var world = await FileWorld.StartAsync();
        var task = await world.Tasks.CreateAsync();
        world.Storage.Written = _ => world.SweepAfterAsync(Hour);

        (await world.TryAddAsync(task.Id)).Failure.ShouldBe(AddAttachmentFailure.TooSlow);

        await world.SweepAsync();
        world.Files.ShouldBeEmpty();
        (await world.NumberAsync("select count(*) from attachments")).ShouldBe(0);
    }

    [Fact]
    public async Task A_task_deleted_during_an_upload_leaves_no_file()
    {
        await using var world = await FileWorld.StartAsync();
        var task = await world.Tasks.CreateAsync();
        world.Storage.Written = _ =>
            world.Tasks.Get<Tracker.Modules.Tasks.DeleteTaskHandler>().Handle(new(task.Id, world.Tasks.Anna.Id), default);

        (await world.TryAddAsync(task.Id)).Failure.ShouldBe(AddAttachmentFailure.NotFound);

        await world.SweepAsync();
        world.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sweep_interrupted_before_deleting_its_row_is_repeated()
    {
        await using var world = await FileWorld.StartAsync();
        var attachment = await world.AddAsync((await world.Tasks.CreateAsync()).Id);
        await world.TryRemoveAsync(attachment.Id);
        await world.Storage.DeleteAsync(FileKey.Parse(attachment.StoragePath), default);

        await world.SweepAsync();

        (await world.NumberAsync("select count(*) from file_removals")).ShouldBe(0);
    }

    [Fact]
    public async Task A_failed_deletion_blocks_no_other_and_is_retried_later()
    {
        await using var world = await FileWorld.StartAsync();
        var task = await world.Tasks.CreateAsync();
        var (stuck, free) = (await world.AddAsync(task.Id), await world.AddAsync(task.Id));
        await world.TryRemoveAsync(stuck.Id);
        await world.TryRemoveAsync(free.Id);
        world.Storage.Deleting = key => _ = key.Text == stuck.StoragePath ? throw new IOException("the disk is sick") : 0;

        await world.SweepAsync();
        world.Files.ShouldBe([stuck.StoragePath]);

        world.Storage.Deleting = _ => { };
        await world.SweepAfterAsync(TimeSpan.FromSeconds(59));
        world.Files.ShouldBe([stuck.StoragePath]);
        await world.SweepAfterAsync(TimeSpan.FromSeconds(1));
        world.Files.ShouldBeEmpty();
    }

    [Fact]
    public async Task Parallel_sweeps_share_the_work()
    {
        await using var world = await FileWorld.StartAsync(new AttachmentPolicy { MaxPerTask = 250 });
        var task = await world.Tasks.CreateAsync();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, 250),
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            async (_, _) => await world.AddAsync(task.Id, size: 1));
        var deleted = new System.Collections.Concurrent.ConcurrentBag<string>();
        world.Storage.Deleting = key => deleted.Add(key.Text);
        await world.Tasks.Get<Tracker.Modules.Tasks.DeleteTaskHandler>().Handle(new(task.Id, world.Tasks.Anna.Id), default);

        await Task.WhenAll(world.SweepAsync(), world.SweepAsync(), world.SweepAsync());

        world.Files.ShouldBeEmpty();
        deleted.Count.ShouldBe(250);
        (await world.NumberAsync("select count(*) from file_removals")).ShouldBe(0);
    }

    private sealed class ProcessKilledException : Exception;
}
