using Tracker.Modules.Tasks;
using Tracker.Modules.Tasks.Storage;
using Tracker.Platform.Primitives;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Tasks.Storage;

/// <summary>A storage of its own for one test, and a look behind it.</summary>
internal abstract class StartedTaskStorage : IAsyncDisposable
{
    public abstract ITaskStorage Storage { get; }

    /// <summary>The ids of the events in the outbox, in the order they were appended.</summary>
    public abstract Task<IReadOnlyList<Guid>> EventsAsync();

    /// <summary>Runs the storage's background work once.</summary>
    public virtual Task TidyAsync() => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();
}

/// <summary>What the suites of the task storage share. An adapter's tests derive from each suite and start the adapter.</summary>
public abstract class TaskStorageSuite : IAsyncLifetime
{
    private StartedTaskStorage started = null!;

    protected static TaskPolicy Policy => TaskWorld.Flagship;

    protected TaskOwner Anna { get; } = TaskOwner.Numbered(7, "anna@example.com");

    protected TaskOwner Ben { get; } = TaskOwner.Numbered(8, null);

    protected StoppedClock Clock { get; } = new();

    private protected ITaskStorage Storage => started.Storage;

    public async ValueTask InitializeAsync() => started = await StartAsync();

    public async ValueTask DisposeAsync()
    {
        await started.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>Starts an empty storage with the words of <see cref="Policy"/>.</summary>
    private protected abstract Task<StartedTaskStorage> StartAsync();

    protected static RankedWord Status(string word) => Find(Policy.Statuses, word);

    protected static RankedWord Priority(string word) => Find(Policy.Priorities, word);

    protected static DateTime Day(int day) => new(2026, 6, day, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A task that is not stored yet, of Anna's unless told otherwise.</summary>
    protected TaskItem New(
        string title = "a task", string? status = null, string? priority = null, DateTime? due = null, TaskOwner? owner = null)
    {
        var now = Clock.UtcNow();
        var content = new TaskContent(
            title, Status: status is null ? null : Status(status), Priority: priority is null ? null : Priority(priority), DueDate: due);
        return TaskItem.Create(Guid.CreateVersion7(new DateTimeOffset(now)), number: null, owner ?? Anna, content, Policy, now);
    }

    /// <summary>Stores a task, a second after the one before.</summary>
    protected async Task<TaskItem> CreateAsync(
        string title = "a task", string? status = null, string? priority = null, DateTime? due = null, TaskOwner? owner = null)
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        var task = New(title, status, priority, due, owner);
        await InsertAsync(task);
        return task;
    }

    protected async Task InsertAsync(TaskItem task)
    {
        await using var work = Storage.Begin();
        work.Insert(task);
        await work.CommitAsync(CancellationToken.None);
    }

    /// <summary>Locks a task, changes it and commits.</summary>
    protected async Task ChangeAsync(TaskKey key, TaskChanges changes)
    {
        await using var work = Storage.Begin();
        var task = await LockAsync(work, key);
        work.Update(task, task.With(changes, Clock.UtcNow()));
        await work.CommitAsync(CancellationToken.None);
    }

    private protected static async Task<TaskItem> LockAsync(ITaskWork work, TaskKey key) =>
        await work.LockAsync(key, CancellationToken.None) ?? throw new InvalidOperationException("no such task");

    protected Task<TaskItem?> FindAsync(TaskKey key) => Storage.FindAsync(key, CancellationToken.None);

    protected Task<Page<TaskItem>> ListAsync(
        TaskFilter? filter = null, IReadOnlyList<TaskSort>? sort = null, int page = 1, int size = 20) =>
        Storage.ListAsync(filter ?? TaskFilter.None, sort ?? [], PageRequest.OfPage(page, size), CancellationToken.None);

    protected async Task<string[]> TitlesAsync(TaskFilter? filter = null, params TaskSort[] sort) =>
        [.. (await ListAsync(filter, sort)).Items.Select(task => task.Title)];

    protected Task<TaskStatistics> CountAsync(TaskOwner owner) => Storage.CountAsync(owner.Id, CancellationToken.None);

    protected Task TidyAsync() => started.TidyAsync();

    protected Task<IReadOnlyList<Guid>> EventsAsync() => started.EventsAsync();

    private static RankedWord Find(Vocabulary words, string word) =>
        words.TryFind(word, out var found) ? found : throw new ArgumentException("no such word", nameof(word));
}
