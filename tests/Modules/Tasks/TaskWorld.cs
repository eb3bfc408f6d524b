using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Tracker.Modules.Tasks;
using Tracker.Platform.Background;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Primitives;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Modules.Tasks;

/// <summary>The module with its own database, composed like in a service, with a clock that changes only when it is advanced.</summary>
public sealed class TaskWorld : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private TaskWorld(Database database, ServiceProvider services) => (Database, this.services) = (database, services);

    public Database Database { get; }

    public StoppedClock Clock => services.GetRequiredService<StoppedClock>();

    public TaskPolicy Policy => services.GetRequiredService<TaskPolicy>();

    public TaskOwner Anna { get; } = new(Guid.NewGuid(), null, "anna@example.com");

    public TaskOwner Ben { get; } = new(Guid.NewGuid(), null, "ben@example.com");

    public static TaskPolicy Flagship { get; } = new()
    {
        Statuses = new Vocabulary(["TODO", "IN_PROGRESS", "BLOCKED", "DONE"], "TODO"),
        Priorities = new Vocabulary(["LOW", "MEDIUM", "HIGH", "CRITICAL"], "MEDIUM"),
        DoneStatuses = [],
        AuditEvents = new TaskAuditEvents(
            "TASK_CREATED", "TASK_UPDATED", "TASK_DELETED", "ATTACHMENT_ADDED", "ATTACHMENT_REMOVED", "REMINDER_SENT"),
    };

    public static async Task<TaskWorld> StartAsync(TaskPolicy? policy = null, Action<IServiceCollection>? also = null)
    {
        // A busy machine must not cancel a statement that a test only waits for.
        var database = new Database(await TestPostgres.CreateDatabaseAsync(), TimeSpan.FromSeconds(20));
        await new Migrator(database).ApplyAsync([TextSchema.Migrations, TasksModule.Schema, MessagingSchema.Outbox], default);
        var services = new ServiceCollection()
            .AddSingleton(database)
            .AddSingleton<StoppedClock>()
            .AddSingleton<TimeProvider>(provider => provider.GetRequiredService<StoppedClock>())
            .AddSingleton<IAuditTrail, RecordingAuditTrail>()
            .AddSingleton<Wakeup>()
            .AddSingleton(provider => new Outbox(provider.GetRequiredService<Wakeup>().Set, provider.GetRequiredService<TimeProvider>()))
            .AddTasks(policy ?? Flagship);
        also?.Invoke(services);
        await using var command = database.Source.CreateCommand(RecordingAuditTrail.Table);
        await command.ExecuteNonQueryAsync();
        return new TaskWorld(database, services.BuildServiceProvider());
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public RankedWord Status(string word) =>
        Policy.Statuses.TryFind(word, out var found) ? found : throw new ArgumentException("no such word", nameof(word));

    public RankedWord Priority(string word) =>
        Policy.Priorities.TryFind(word, out var found) ? found : throw new ArgumentException("no such word", nameof(word));

    /// <summary>Creates a task of Anna's one second after the previous one.</summary>
    public Task<TaskItem> CreateAsync(
        string title = "a task", string? description = null, string? status = null, string? priority = null, DateTime? due = null,
        IReadOnlyList<string>? tags = null, TaskOwner? owner = null)
    {
        Clock.Advance(TimeSpan.FromSeconds(1));
        var content = new TaskContent(
            title, description, status is null ? null : Status(status), priority is null ? null : Priority(priority), due, tags);
        return Get<CreateTaskHandler>().Handle(new CreateTaskCommand(owner ?? Anna, content), default);
    }

    public async Task<TaskItem?> FindAsync(TaskKey key, Guid? reader = null) =>
        (await Get<GetTaskHandler>().Handle(new GetTaskQuery(key, reader ?? Anna.Id), default)).Succeeded(out var task, out _)
            ? task
            : null;

    /// <summary>A change by Anna that must succeed.</summary>
    public async Task<TaskItem> ChangeAsync(TaskKey key, TaskChanges changes)
    {
        var outcome = await Get<UpdateTaskHandler>().Handle(new UpdateTaskCommand(key, Anna.Id, changes), default);
        return outcome.Succeeded(out var task, out var failure) ? task : throw new InvalidOperationException(failure.ToString());
    }

    public Task<Page<TaskItem>> ListAsync(
        TaskFilter? filter = null, IReadOnlyList<TaskSort>? sort = null, int page = 1, int size = 20, Guid? reader = null) =>
        Get<ListTasksHandler>()
            .Handle(new ListTasksQuery(reader ?? Anna.Id, filter ?? TaskFilter.None, sort ?? [], PageRequest.OfPage(page, size)), default);

    public async Task<string[]> TitlesAsync(TaskFilter? filter = null, params TaskSort[] sort) =>
        [.. (await ListAsync(filter, sort)).Items.Select(task => task.Title)];

    public async Task<List<T>> RowsAsync<T>(string sql, Func<NpgsqlDataReader, T> read)
    {
        await using var command = Database.Source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }

    public Task<List<string>> AuditAsync() =>
        RowsAsync("select event_type || ' ' || details::text from test_audit order by number", row => row.GetString(0));

    /// <summary>The ids of the events in the outbox, in the order they were appended.</summary>
    public Task<List<Guid>> EventsAsync() => RowsAsync("select event_id from outbox order by id", row => row.GetGuid(0));

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Database.DisposeAsync();
    }
}

/// <summary>An audit log that writes to a table the tests can read.</summary>
public sealed class RecordingAuditTrail : IAuditTrail
{
    public const string Table =
        "create table test_audit (number bigint generated always as identity, event_type text, user_id uuid, subjects text, details "
            + "jsonb, at timestamptz)";

    public void Append(UnitOfWork work, AuditEntry entry) => work.Add(
        "insert into test_audit (event_type, user_id, subjects, details, at) values (@event_type, @user_id, @subjects, @details, @at)",
        Sql.Param("event_type", entry.EventType),
        Sql.Param("user_id", entry.UserId),
        Sql.Param("subjects", string.Join(' ', entry.Subjects.Select(subject => $"{subject.Kind}:{subject.Id}"))),
        Sql.Json("details", entry.Details),
        Sql.Param("at", entry.At));
}
