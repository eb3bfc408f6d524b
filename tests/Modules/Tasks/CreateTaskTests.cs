using Shouldly;

namespace Tracker.Tests.Modules.Tasks;

public sealed class CreateTaskTests : IAsyncLifetime
{
    private TaskWorld world = null!;

    public async ValueTask InitializeAsync() => world = await TaskWorld.StartAsync();

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_created_task_reads_back_unchanged()
    {
        var due = new DateTime(2026, 5, 1, 8, 30, 0, 123, DateTimeKind.Utc).AddTicks(4567);
        var created = await world.CreateAsync("Write 'it' \\ down 🙂", "Line one\nline two", "BLOCKED", "HIGH", due, ["b", "a"]);

        var read = await world.FindAsync(created.Id);

        read.ShouldNotBeNull();
        read.Title.ShouldBe("Write 'it' \\ down 🙂");
        read.Description.ShouldBe("Line one\nline two");
        (read.Status.Text, read.Priority.Text, read.Owner).ShouldBe(("BLOCKED", "HIGH", world.Anna));
        read.Tags.ShouldBe(["a", "b"]);
        read.DueDate.ShouldBe(new DateTime(2026, 5, 1, 8, 30, 0, 123, DateTimeKind.Utc));
        read.DueDate!.Value.Kind.ShouldBe(DateTimeKind.Utc);
        (read.CreatedAt, read.UpdatedAt).ShouldBe((created.CreatedAt, created.UpdatedAt));
        read.CreatedAt.ShouldBe(world.Clock.GetUtcNow().UtcDateTime);
    }

    [Fact]
    public async Task Omitted_fields_have_their_defaults()
    {
        var task = await world.FindAsync((await world.CreateAsync()).Id);

        (task!.Status.Text, task.Priority.Text, task.Description, task.DueDate, task.AttachmentCount)
            .ShouldBe(("TODO", "MEDIUM", null, null, 0));
        task.Tags.ShouldBeEmpty();
    }
}
