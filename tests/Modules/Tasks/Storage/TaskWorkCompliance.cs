using System.Globalization;
using Shouldly;
using Tracker.Modules.Tasks;
using Tracker.Platform.Messaging;
using Tracker.Platform.Primitives;

namespace Tracker.Tests.Modules.Tasks.Storage;

/// <summary>What holds for single tasks, their totals and their transactions in any storage.</summary>
public abstract class TaskWorkCompliance : TaskStorageSuite
{
    [Fact]
    public async Task A_stored_task_reads_as_it_was_inserted()
    {
        var due = new DateTime(2026, 5, 1, 8, 30, 0, 123, DateTimeKind.Utc);
        var content = new TaskContent("Write 'it' \\ down 🙂", "Line one\nline two", Status("BLOCKED"), Priority("HIGH"), due);
        var number = await Storage.DrawNumberAsync(CancellationToken.None);
        var task = TaskItem.Create(Guid.CreateVersion7(), number, Anna, content, Policy, Clock.UtcNow());

        await InsertAsync(task);

        foreach (var key in new TaskKey[] { task.Id, number })
        {
            var read = (await FindAsync(key)).ShouldNotBeNull();
            (read.Id, read.Number, read.Owner).ShouldBe((task.Id, number, Anna));
            (read.Title, read.Description, read.DueDate).ShouldBe((content.Title, content.Description, content.DueDate));
            (read.Status, read.Priority).ShouldBe((task.Status, task.Priority));
            (read.CreatedAt, read.UpdatedAt).ShouldBe((task.CreatedAt, task.CreatedAt));
            (read.DueDate!.Value.Kind, read.CreatedAt.Kind).ShouldBe((DateTimeKind.Utc, DateTimeKind.Utc));
            (read.Tags.Count, read.AttachmentCount).ShouldBe((0, 0));
        }
    }

    [Fact]
    public async Task A_task_keeps_what_it_is_without()
    {
        var task = await CreateAsync(owner: Ben);

        var read = (await FindAsync(task.Id)).ShouldNotBeNull();

        (read.Description, read.DueDate, read.Owner.Email).ShouldBe((null, null, null));
    }

    [Fact]
    public async Task A_task_inserted_without_a_number_gets_the_next_one()
    {
        var (first, second) = (await CreateAsync(), await CreateAsync());

        var (one, two) = ((await FindAsync(first.Id))!.Number!.Value, (await FindAsync(second.Id))!.Number!.Value);

        two.ShouldBeGreaterThan(one);
        (await Storage.DrawNumberAsync(CancellationToken.None)).ShouldBeGreaterThan(two);
    }

    [Fact]
    public async Task Numbers_drawn_at_the_same_time_differ()
    {
        var numbers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Storage.DrawNumberAsync(CancellationToken.None)));

        numbers.ShouldBeUnique();
    }

    [Fact]
    public async Task A_task_that_does_not_exist_reads_as_null()
    {
        await using var work = Storage.Begin();

        (await FindAsync(Guid.NewGuid())).ShouldBeNull();
        (await FindAsync(4711)).ShouldBeNull();
        (await work.LockAsync(Guid.NewGuid(), CancellationToken.None)).ShouldBeNull();
        (await work.LockAsync(4711, CancellationToken.None)).ShouldBeNull();
    }

    [Fact]
    public async Task An_update_replaces_what_a_task_says()
    {
        var task = await CreateAsync("old", "TODO", "LOW", Day(1));
        Clock.Advance(TimeSpan.FromMinutes(1));

        await ChangeAsync(task.Id, TaskChanges.Replacing(new TaskContent("new", "text", Status("DONE"), Priority("HIGH")), Policy));

        var read = (await FindAsync(task.Id)).ShouldNotBeNull();
        (read.Title, read.Description, read.DueDate).ShouldBe(("new", "text", null));
        (read.Status, read.Priority, read.Owner).ShouldBe((Status("DONE"), Priority("HIGH"), Anna));
        (read.CreatedAt, read.UpdatedAt).ShouldBe((task.CreatedAt, Clock.UtcNow()));
    }

    [Fact]
    public async Task A_deleted_task_is_gone()
    {
        var (task, other) = (await CreateAsync(), await CreateAsync());

        await DeleteAsync(task.Id);

        (await FindAsync(task.Id)).ShouldBeNull();
        (await FindAsync(other.Id)).ShouldNotBeNull();
    }

    [Fact]
    public async Task Totals_follow_every_write()
    {
        var task = await CreateAsync(status: "TODO", priority: "LOW");
        var other = await CreateAsync(status: "TODO", priority: "HIGH");
        await CreateAsync(status: "DONE", priority: "HIGH", owner: Ben);
        await ShouldCountAsync(all: 3, todo: 2, done: 1, low: 1, high: 2);

        await ChangeAsync(task.Id, new TaskChanges { Status = Status("DONE"), Priority = Priority("HIGH") });
        await ShouldCountAsync(all: 3, todo: 1, done: 2, low: 0, high: 3);

        await ChangeAsync(task.Id, new TaskChanges { Title = "neither" });
        await DeleteAsync(other.Id);
        await ShouldCountAsync(all: 2, todo: 0, done: 2, low: 0, high: 2);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Totals_agree_with_the_tasks_after_random_writes(int seed)
    {
        var random = new Random(seed);
        var tasks = new List<TaskItem>();
        for (var step = 0; step < 80; step++)
        {
            if (tasks.Count < 3 || random.Next(3) == 0)
            {
                tasks.Add(await CreateAsync(
                    status: Any(Policy.Statuses).Text, priority: Any(Policy.Priorities).Text, owner: random.Next(2) == 0 ? Anna : Ben));
            }
            else if (random.Next(3) == 0)
            {
                await DeleteAsync(TakeAny().Id);
            }
            else
            {
                var task = TakeAny();
                var changes = new TaskChanges { Status = Any(Policy.Statuses), Priority = Any(Policy.Priorities) };
                await ChangeAsync(task.Id, changes);
                tasks.Add(task.With(changes, Clock.UtcNow()));
            }

            await TidyAsync();
        }

        foreach (var owner in new[] { Anna, Ben })
        {
            var statistics = await CountAsync(owner);
            var own = tasks.Where(task => task.Owner == owner).ToList();
            statistics.Total.ShouldBe(own.Count);
            foreach (var status in Policy.Statuses.Words)
            {
                statistics.Statuses[status].ShouldBe(own.Count(task => task.Status == status));
                (await TotalAsync(new TaskFilter { OwnerId = owner.Id, Statuses = [status] }))
                    .ShouldBe(own.Count(task => task.Status == status));
            }

            foreach (var priority in Policy.Priorities.Words)
            {
                statistics.Priorities[priority].ShouldBe(own.Count(task => task.Priority == priority));
                (await TotalAsync(new TaskFilter { Priorities = [priority] })).ShouldBe(tasks.Count(task => task.Priority == priority));
            }
        }

        RankedWord Any(Vocabulary words) => words.Words[random.Next(words.Words.Count)];

        TaskItem TakeAny()
        {
            var i = random.Next(tasks.Count);
            var task = tasks[i];
            tasks.RemoveAt(i);
            return task;
        }
    }

    [Fact]
    public async Task Statistics_count_one_owner_by_every_word()
    {
        await CreateAsync(status: "TODO", priority: "LOW");
        await CreateAsync(status: "TODO", priority: "HIGH");
        await CreateAsync(status: "DONE", priority: "HIGH");
        await CreateAsync(owner: Ben);

        var statistics = await CountAsync(Anna);

        statistics.Total.ShouldBe(3);
        Policy.Statuses.Words.Select(status => statistics.Statuses[status]).ShouldBe([2, 0, 0, 1]);
        Policy.Priorities.Words.Select(priority => statistics.Priorities[priority]).ShouldBe([1, 0, 2, 0]);
        (await CountAsync(Ben)).Total.ShouldBe(1);
        (await CountAsync(TaskOwner.Numbered(9, null))).Total.ShouldBe(0);
    }

    [Fact]
    public async Task An_event_is_appended_with_its_change()
    {
        var message = NewMessage();
        await using var work = Storage.Begin();
        work.Insert(New());
        work.Append(message);
        (await EventsAsync()).ShouldBeEmpty();

        await work.CommitAsync(CancellationToken.None);

        (await EventsAsync()).ShouldBe([message.EventId]);
    }

    [Fact]
    public async Task Nothing_is_kept_without_a_commit()
    {
        var (kept, changed) = (await CreateAsync("kept"), await CreateAsync("unchanged"));
        await using (var work = Storage.Begin())
        {
            var task = await LockAsync(work, changed.Id);
            work.Update(task, task.With(new TaskChanges { Title = "changed", Status = Status("DONE") }, Clock.UtcNow()));
            work.Delete(await LockAsync(work, kept.Id));
            work.Insert(New("new"));
            work.Append(NewMessage());
        }

        (await TitlesAsync()).ShouldBe(["unchanged", "kept"]);
        (await EventsAsync()).ShouldBeEmpty();
        await ShouldCountAsync(all: 2, todo: 2, done: 0, low: 0, high: 0);
    }

    [Fact]
    public async Task A_commit_that_fails_keeps_nothing()
    {
        var first = await CreateAsync("first");
        await using (var work = Storage.Begin())
        {
            work.Append(NewMessage());
            work.Insert(New("second"));
            work.Insert(first);
            await Should.ThrowAsync<Exception>(() => work.CommitAsync(CancellationToken.None));
        }

        (await TitlesAsync()).ShouldBe(["first"]);
        (await EventsAsync()).ShouldBeEmpty();
        await ShouldCountAsync(all: 1, todo: 1, done: 0, low: 0, high: 0);
    }

    [Fact]
    public async Task Several_locked_tasks_are_those_that_exist()
    {
        var (one, two) = (await CreateAsync("one"), await CreateAsync("two", "DONE", due: Day(1)));
        await CreateAsync("not asked");
        await using var work = Storage.Begin();

        var locked = await work.LockAllAsync([two.Id, Guid.NewGuid(), one.Id], CancellationToken.None);

        locked.Keys.ShouldBe([one.Id, two.Id], ignoreOrder: true);
        (locked[one.Id].Title, locked[two.Id].Title).ShouldBe(("one", "two"));
        (locked[two.Id].Status, locked[two.Id].DueDate).ShouldBe((Status("DONE"), Day(1)));
    }

    [Fact]
    public async Task Locks_of_the_same_tasks_never_deadlock()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 20; i++)
        {
            ids.Add((await CreateAsync("0")).Id);
        }

        await Task.WhenAll(Enumerable.Range(0, 8).Select(async seed =>
        {
            var random = new Random(seed);
            for (var round = 0; round < 5; round++)
            {
                var order = ids.ToArray();
                random.Shuffle(order);
                await using var work = Storage.Begin();
                foreach (var task in (await work.LockAllAsync(order, CancellationToken.None)).Values)
                {
                    var next = int.Parse(task.Title, CultureInfo.InvariantCulture) + 1;
                    work.Update(task, task.With(new TaskChanges { Title = $"{next}" }, Clock.UtcNow()));
                }

                await work.CommitAsync(CancellationToken.None);
            }
        }));

        (await TitlesAsync()).ShouldAllBe(title => title == "40");
    }

    [Fact]
    public async Task A_lock_waits_for_the_one_before_it()
    {
        var task = await CreateAsync("old");
        await using var first = Storage.Begin();
        await using var second = Storage.Begin();
        var held = await LockAsync(first, task.Id);
        var waiting = LockAsync(second, task.Id);
        (await Task.WhenAny(waiting, Task.Delay(TimeSpan.FromMilliseconds(300)))).ShouldNotBe(waiting);

        first.Update(held, held.With(new TaskChanges { Title = "new" }, Clock.UtcNow()));
        await first.CommitAsync(CancellationToken.None);

        (await waiting).Title.ShouldBe("new");
    }

    [Fact]
    public async Task Changes_at_the_same_time_are_all_kept()
    {
        var task = await CreateAsync("0");

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => CountUpAsync(task.Id)));

        (await FindAsync(task.Id))!.Title.ShouldBe("8");
    }

    private static OutboxMessage NewMessage() => new(Guid.CreateVersion7(), "task.created", "{}"u8.ToArray(), Day(1));

    private async Task DeleteAsync(TaskKey key)
    {
        await using var work = Storage.Begin();
        work.Delete(await LockAsync(work, key));
        await work.CommitAsync(CancellationToken.None);
    }

    private async Task CountUpAsync(TaskKey key)
    {
        await using var work = Storage.Begin();
        var task = await LockAsync(work, key);
        var next = int.Parse(task.Title, CultureInfo.InvariantCulture) + 1;
        work.Update(task, task.With(new TaskChanges { Title = $"{next}" }, Clock.UtcNow()));
        await work.CommitAsync(CancellationToken.None);
    }

    private async Task ShouldCountAsync(int all, int todo, int done, int low, int high)
    {
        (await TotalAsync(TaskFilter.None)).ShouldBe(all);
        (await TotalAsync(new TaskFilter { Statuses = [Status("TODO")] })).ShouldBe(todo);
        (await TotalAsync(new TaskFilter { Statuses = [Status("DONE")] })).ShouldBe(done);
        (await TotalAsync(new TaskFilter { Priorities = [Priority("LOW")] })).ShouldBe(low);
        (await TotalAsync(new TaskFilter { Priorities = [Priority("HIGH")] })).ShouldBe(high);
        ((await CountAsync(Anna)).Total + (await CountAsync(Ben)).Total).ShouldBe(all);
    }

    private async Task<long> TotalAsync(TaskFilter filter) => (await ListAsync(filter, size: 1)).Total;
}
