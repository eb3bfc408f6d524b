using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks.Storage.Postgres;

/// <summary>The SQL of single tasks. Writes go into the caller's unit of work together with what they change in the counts.</summary>
internal sealed class TaskStore(Database database, TaskPolicy policy)
{
    private const string ById = "t.id = @key";
    private const string ByNumber = "t.number = @key";

    public UnitOfWork Begin() => database.Begin();

    public async Task<TaskItem?> FindAsync(TaskKey key, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand($"select {TaskRow.Columns} from tasks t where {Condition(key)}");
        command.Parameters.Add(Parameter(key));
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? Read(reader) : null;
    }

    /// <summary>Reads the task and keeps others from changing it until the unit of work ends.</summary>
    public async Task<TaskItem?> LockAsync(UnitOfWork work, TaskKey key, CancellationToken ct)
    {
        // Two statements: one that waited for the lock would still see the tags as they were when it began.
        work.Add($"select 1 from tasks t where {Condition(key)} for update", Parameter(key));
        var found = await work.ReadAsync($"select {TaskRow.Columns} from tasks t where {Condition(key)}", [Parameter(key)], Read, ct);
        return found.Count == 0 ? null : found[0];
    }

    /// <summary>Takes a number for a task that is not stored yet.</summary>
    public async Task<long> DrawNumberAsync(CancellationToken ct) =>
        (await database.WriteAsync("select nextval('tasks_number_seq')", [], row => row.GetInt64(0), ct))[0];

    public static void Insert(UnitOfWork work, TaskItem task)
    {
        work.Add(
            """
            with counted as (
                insert into task_count_deltas (owner_id, status_rank, priority_rank, delta) values (@owner_id, @status_rank, @priority_rank, 1)
            )
            insert into tasks (id, number, owner_id, owner_number, owner_email, title, description, status, status_rank, priority, priority_rank,
                               due_date, created_at, updated_at, search_text, title_order)
            values (@id, coalesce(@number, nextval('tasks_number_seq')), @owner_id, @owner_number, @owner_email, @title, @description, @status, @status_rank,
                    @priority, @priority_rank, @due_date, @created_at, @updated_at, @search_text, @title_order)
            """,
            [
                .. Columns(task),
                Sql.Param("number", task.Number),
                Sql.Param("owner_id", task.Owner.Id),
                Sql.Param("owner_number", task.Owner.Number),
                Sql.Param("owner_email", task.Owner.Email),
                Sql.Param("created_at", task.CreatedAt),
            ]);
        AddTags(work, task);
    }

    public static void Update(UnitOfWork work, TaskItem task)
    {
        work.Add(
            """
            update tasks
            set title = @title, description = @description, status = @status, status_rank = @status_rank, priority = @priority, priority_rank = @priority_rank,
                due_date = @due_date, updated_at = @updated_at, search_text = @search_text, title_order = @title_order
            where id = @id
            """,
            Columns(task));
    }

    public static void Delete(UnitOfWork work, TaskItem task) =>
        work.Add("delete from tasks where id = @id", Sql.Param("id", task.Id));

    public static void ReplaceTags(UnitOfWork work, TaskItem task)
    {
        work.Add("delete from task_tags where task_id = @id", Sql.Param("id", task.Id));
        AddTags(work, task);
    }

    private static void AddTags(UnitOfWork work, TaskItem task)
    {
        if (task.Tags.Count == 0)
        {
            return;
        }

        var (names, folded) = (task.Tags.ToArray(), TaskTags.Folded(task.Tags));
        // The lock keeps RemoveUnusedTags from the tags that exist until they are linked; those that do not exist yet are too young for it. Adding a link
        // takes the same lock anyway. Sorted, so that two transactions that add the same tags do not deadlock.
        work.Add(
            """
            with known as (
                select folded from tags where folded = any(@folded) for key share
            )
            insert into tags (id, name, folded)
            select id, name, folded from unnest(@ids, @names, @folded) as given (id, name, folded)
            where folded not in (select folded from known)
            order by folded
            on conflict do nothing
            """,
            Sql.Param("ids", task.Tags.Select(_ => Guid.CreateVersion7(new DateTimeOffset(task.UpdatedAt))).ToArray()),
            Sql.Param("names", names),
            Sql.Param("folded", folded));
        // A statement of its own: only then it sees the tags that another transaction has added meanwhile.
        work.Add(
            """
            insert into task_tags (task_id, tag_id, name)
            select @id, g.id, nullif(given.name, g.name)
            from unnest(@names, @folded) as given (name, folded) join tags g on g.folded = given.folded
            """,
            Sql.Param("id", task.Id),
            Sql.Param("names", names),
            Sql.Param("folded", folded));
    }

    private static NpgsqlParameter[] Columns(TaskItem task) =>
    [
        Sql.Param("id", task.Id),
        Sql.Param("title", task.Title),
        Sql.Param("description", task.Description),
        Sql.Param("status", task.Status.Text),
        Sql.Param("status_rank", task.Status.Rank),
        Sql.Param("priority", task.Priority.Text),
        Sql.Param("priority_rank", task.Priority.Rank),
        Sql.Param("due_date", task.DueDate),
        Sql.Param("updated_at", task.UpdatedAt),
        Sql.Param("search_text", TaskSearch.TextOf(task.Title, task.Description)),
        Sql.Param("title_order", TextOrder.KeyOf(task.Title)),
    ];

    internal static string Condition(TaskKey key) => key.Id is null ? ByNumber : ById;

    internal static NpgsqlParameter Parameter(TaskKey key) => key.Id is { } id ? Sql.Param("key", id) : Sql.Param("key", key.Number);

    internal TaskItem Read(NpgsqlDataReader reader) => TaskItem.Restore(new TaskRow(reader, policy));
}
