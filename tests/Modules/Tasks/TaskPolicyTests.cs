using System.Text;
using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Platform.Messaging;

namespace Tracker.Tests.Modules.Tasks;

public sealed class TaskPolicyTests
{
    private static readonly TaskPolicy Numbered = new()
    {
        Statuses = new Vocabulary(["Pending", "In Progress", "Completed"], "Pending"),
        Priorities = new Vocabulary(["Normal"], "Normal"),
        DoneStatuses = [],
        Readers = TaskReaders.Owner,
        ShowsNumbers = true,
    };

    [Fact]
    public async Task A_numbered_task_is_found_by_its_number()
    {
        await using var world = await TaskWorld.StartAsync(Numbered);
        var anna = TaskOwner.Numbered(7, "anna@example.com");

        var first = await world.CreateAsync("first", owner: anna);
        var second = await world.CreateAsync("second", status: "In Progress", owner: anna);

        (first.Number, second.Number).ShouldBe((1, 2));
        var read = await world.FindAsync(2, TaskOwner.IdOf(7));
        (read!.Title, read.Status.Text, read.Owner).ShouldBe(("second", "In Progress", anna));
        (await world.FindAsync(second.Id, TaskOwner.IdOf(7)))!.Number.ShouldBe(2);
    }

    [Fact]
    public async Task A_private_task_is_not_found_by_other_users()
    {
        await using var world = await TaskWorld.StartAsync(Numbered);
        var task = await world.CreateAsync("anna's");

        (await world.FindAsync(task.Id, world.Ben.Id)).ShouldBeNull();
        (await world.ListAsync(reader: world.Ben.Id)).Total.ShouldBe(0);
        (await world.ListAsync(new TaskFilter { OwnerId = world.Anna.Id }, reader: world.Ben.Id)).Items.ShouldBeEmpty();
        (await world.Get<UpdateTaskHandler>().Handle(new(task.Id, world.Ben.Id, new TaskChanges()), default))
            .Failure.ShouldBe(UpdateTaskFailure.NotFound);
        (await world.Get<DeleteTaskHandler>().Handle(new(task.Id, world.Ben.Id), default)).Failure.ShouldBe(DeleteTaskFailure.NotFound);
        (await world.ListAsync(reader: world.Anna.Id)).Total.ShouldBe(1);
    }

    [Fact]
    public async Task A_creation_appends_the_event_of_the_system()
    {
        var id = Guid.CreateVersion7();
        await using var world = await TaskWorld.StartAsync(Numbered with
        {
            EventOf = change => new OutboxMessage(id, "task.created", Encoding.UTF8.GetBytes($"{change.Task.Number}"), change.At),
        });

        var task = await world.CreateAsync();

        (await world.RowsAsync(
            "select event_id || ' ' || topic || ' ' || convert_from(body, 'utf8') from outbox where occurred_at = next_attempt_at",
            row => row.GetString(0))).ShouldBe([$"{id} task.created {task.Number}"]);
    }

    [Fact]
    public async Task Each_change_of_a_task_appends_its_event()
    {
        await using var world = await TaskWorld.StartAsync(WithEvents);
        var task = await world.CreateAsync();
        await world.ChangeAsync(task.Id, new TaskChanges { Title = "changed", Tags = new(["tag"]) });
        await world.ChangeAsync(task.Id, new TaskChanges { Title = "changed" });
        await world.Get<DeleteTaskHandler>().Handle(new(task.Id, world.Ben.Id), default);
        await world.Get<DeleteTaskHandler>().Handle(new(task.Id, world.Anna.Id), default);

        (await EventsAsync(world)).ShouldBe(["Created ", "Updated title,tags", "Deleted "]);
    }

    [Fact]
    public async Task A_reminder_is_no_event()
    {
        await using var world = await TaskWorld.StartAsync(WithEvents);
        await world.CreateAsync(due: world.Clock.GetUtcNow().UtcDateTime.AddHours(2));
        var run = world.Get<SendReminders>().Begin("run");

        (await world.Get<SendReminders>().StepAsync(run, default)).Sent.ShouldBe(1);

        (await EventsAsync(world)).ShouldBe(["Created "]);
    }

    [Fact]
    public async Task A_system_without_audit_events_writes_no_audit_log()
    {
        await using var world = await TaskWorld.StartAsync(Numbered);

        var task = await world.CreateAsync();
        await world.ChangeAsync(task.Id, new TaskChanges { Title = "changed" });
        await world.Get<DeleteTaskHandler>().Handle(new(task.Id, world.Anna.Id), default);

        (await world.AuditAsync()).ShouldBeEmpty();
    }

    private static TaskPolicy WithEvents { get; } = TaskWorld.Flagship with
    {
        EventOf = change => new OutboxMessage(
            Guid.NewGuid(), $"{change.Kind} {string.Join(',', change.Changed)}", "{}"u8.ToArray(), change.At),
    };

    private static Task<List<string>> EventsAsync(TaskWorld world) =>
        world.RowsAsync("select topic from outbox order by id", row => row.GetString(0));

    [Fact]
    public void A_vocabulary_ranks_its_words_and_refuses_others()
    {
        var words = new Vocabulary(["low", "high"], "high");

        words.TryFind("high", out var high).ShouldBeTrue();
        (high.Rank, words.Standard).ShouldBe(((short)1, high));
        words.TryFind("HIGH", out _).ShouldBeFalse();
        Should.Throw<ArgumentException>(() => new Vocabulary(["low"], "none"));
    }
}
