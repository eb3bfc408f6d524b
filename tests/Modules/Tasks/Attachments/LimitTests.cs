using Shouldly;
using Tracker.Modules.Tasks.Attachments;

namespace Tracker.Tests.Modules.Tasks.Attachments;

public sealed class LimitTests
{
    [Fact]
    public async Task Of_20_parallel_uploads_exactly_those_that_fit_succeed()
    {
        await using var world = await FileWorld.StartAsync(new AttachmentPolicy { MaxBytesPerUser = 549 });
        var tasks = new[] { await world.Tasks.CreateAsync(), await world.Tasks.CreateAsync() };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => world.TryAddAsync(tasks[i % 2].Id, size: 100)));

        outcomes.Count(outcome => outcome.Failure is null).ShouldBe(5);
        outcomes.Where(outcome => outcome.Failure is not null).ShouldAllBe(outcome => outcome.Failure == AddAttachmentFailure.StorageFull);
        (await world.NumberAsync("select bytes from storage_usage")).ShouldBe(500);
        await world.SweepAsync();
        world.Files.ShouldBe(await world.StoredPathsAsync());
    }

    [Fact]
    public async Task Parallel_uploads_do_not_exceed_the_file_limit()
    {
        await using var world = await FileWorld.StartAsync(new AttachmentPolicy { MaxPerTask = 3 });
        var task = await world.Tasks.CreateAsync();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => world.TryAddAsync(task.Id)));

        outcomes.Count(outcome => outcome.Failure is null).ShouldBe(3);
        (await world.NumberAsync("select count(*) from attachments")).ShouldBe(3);
        (await world.Tasks.FindAsync(task.Id))!.AttachmentCount.ShouldBe(3);
        (await world.Tasks.Get<AddAttachmentHandler>().CheckAsync(task.Id, world.Tasks.Anna.Id, default))
            .ShouldBe(AddAttachmentFailure.TooMany);
    }

    [Fact]
    public async Task Each_user_has_a_separate_quota()
    {
        await using var world = await FileWorld.StartAsync(new AttachmentPolicy { MaxBytesPerUser = 100 });
        var (annas, bens) = (await world.Tasks.CreateAsync(), await world.Tasks.CreateAsync(owner: world.Tasks.Ben));
        await world.AddAsync(annas.Id, size: 100);

        (await world.TryAddAsync(bens.Id, size: 100, user: world.Tasks.Ben.Id)).Failure.ShouldBeNull();

        (await world.TryAddAsync(annas.Id, size: 1)).Failure.ShouldBe(AddAttachmentFailure.StorageFull);
        (await world.Tasks.Get<AddAttachmentHandler>().CheckAsync(annas.Id, world.Tasks.Anna.Id, default))
            .ShouldBe(AddAttachmentFailure.StorageFull);
    }

    [Fact]
    public async Task A_file_that_is_too_large_leaves_nothing()
    {
        await using var world = await FileWorld.StartAsync(new AttachmentPolicy { MaxFileBytes = 100 });
        var task = await world.Tasks.CreateAsync();

        (await world.TryAddAsync(task.Id, size: 101)).Failure.ShouldBe(AddAttachmentFailure.TooLarge);

        await world.SweepAsync();
        world.Files.ShouldBeEmpty();
        (await world.NumberAsync("select count(*) from file_removals")).ShouldBe(0);
    }

    [Theory]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("C:\\Users\\anna\\plan.doc", "plan.doc")]
    [InlineData("a\r\nSet-Cookie: b.txt", "aSet-Cookie: b.txt")]
    [InlineData("say \"hi\".txt", "say \"hi\".txt")]
    [InlineData("日本語 🌍.pdf", "日本語 🌍.pdf")]
    [InlineData("photo\u202Egpj.exe", "photogpj.exe")]
    [InlineData("..", "file")]
    [InlineData("folder/", "file")]
    [InlineData("  ", "file")]
    [InlineData(null, "file")]
    public void A_file_name_is_cleaned(string? given, string clean) => AttachmentFileName.Clean(given).ShouldBe(clean);

    [Fact]
    public void A_lone_surrogate_becomes_a_replacement_character() => AttachmentFileName.Clean("half\ud800.txt").ShouldBe("half\ufffd.txt");

    [Fact]
    public void A_long_name_keeps_its_extension_and_whole_characters()
    {
        var clean = AttachmentFileName.Clean(new string('ä', 200) + ".tar.gz");

        clean.ShouldBe(new string('ä', 126) + ".gz");
    }

    [Theory]
    [InlineData("text/html; charset=utf-8", "text/html")]
    [InlineData("IMAGE/PNG", "image/png")]
    [InlineData("application/vnd.api+json", "application/vnd.api+json")]
    [InlineData("text/html\r\nX-Evil: 1", "application/octet-stream")]
    [InlineData("*/*", "application/octet-stream")]
    [InlineData("text", "application/octet-stream")]
    [InlineData("", "application/octet-stream")]
    [InlineData(null, "application/octet-stream")]
    public void A_content_type_is_a_valid_media_type(string? given, string clean) => AttachmentContentType.Clean(given).ShouldBe(clean);
}
