using Npgsql;
using Tracker.Platform.Idempotency;
using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks.Storage.Postgres;

/// <summary>Collects writes in a <see cref="UnitOfWork"/>, which sends them together with the commit.</summary>
internal sealed class PostgresTaskWork(UnitOfWork work, TaskPolicy policy, IAuditTrail trail, Outbox? outbox, TimeProvider clock)
    : ITaskWork
{
    public Task<TaskItem?> LockAsync(TaskKey key, CancellationToken ct) => TaskRow.LockAsync(work, key, policy, ct);

    public Task<IReadOnlyDictionary<Guid, TaskItem>> LockAllAsync(IReadOnlyList<Guid> ids, CancellationToken ct) =>
        TaskRow.LockAllAsync(work, ids, policy, ct);

    public void Take(IdempotencyKeys keys, KeyedRequest request) => keys.Take(work, request);

    public void Insert(TaskItem task)
    {
        work.Add(
            """
            with counted as (
                insert into task_count_deltas (owner_id, status_rank, priority_rank, delta)
                values (@owner_id, @status_rank, @priority_rank, 1)
            ),
            due as (
                insert into task_due_count_deltas (owner_id, status_rank, due_day, delta)
                select @owner_id, @status_rank, utc_day(@due_date), 1 where @due_date is not null
            )
            insert into tasks (id, number, owner_id, owner_number, owner_email, title, description, status, status_rank,
                               priority, priority_rank, due_date, created_at, updated_at, search_text, title_order, tags)
            values (@id, coalesce(@number, nextval('tasks_number_seq')), @owner_id, @owner_number, @owner_email, @title, @description,
                    @status, @status_rank, @priority, @priority_rank, @due_date, @created_at, @updated_at, @search_text, @title_order,
                    @tags)
            """,
            [
                .. Columns(task),
                Sql.Param("number", task.Number),
                Sql.Param("owner_id", task.Owner.Id),
                Sql.Param("owner_number", task.Owner.Number),
                Sql.Param("owner_email", task.Owner.Email),
                Sql.Param("created_at", task.CreatedAt),
            ]);
        TagLinks.Add(work, task);
    }

    public void Update(TaskItem before, TaskItem after)
    {
        work.Add(
            """
            update tasks
            set title = @title, description = @description, status = @status, status_rank = @status_rank,
                priority = @priority, priority_rank = @priority_rank, due_date = @due_date, updated_at = @updated_at,
                search_text = @search_text, title_order = @title_order, tags = @tags, version = @version
            where id = @id
            """,
            [.. Columns(after), Sql.Param("version", after.Version)]);
        if (!TaskTags.AreSame(before.Tags, after.Tags))
        {
            TagLinks.Replace(work, after);
        }

        if ((before.Status, before.Priority) != (after.Status, after.Priority))
        {
            TaskCounts.Leave(work, before);
            TaskCounts.Enter(work, after);
        }
    }

    public void Delete(TaskItem task)
    {
        if (task.AttachmentCount > 0)
        {
            RemoveFiles(task);
        }

        work.Add("delete from tasks where id = @id", Sql.Param("id", task.Id));
        TaskCounts.Leave(work, task);
    }

    public void Append(AuditEntry entry) => trail.Append(work, entry);

    public void Append(OutboxMessage message) =>
        (outbox ?? throw new InvalidOperationException("A service with task events has an outbox.")).Append(work, message);

    public Task CommitAsync(CancellationToken ct) => work.CommitAsync(ct);

    public ValueTask DisposeAsync() => work.DisposeAsync();

    // Only their files and their size: the foreign key deletes the rows with the task.
    private void RemoveFiles(TaskItem task)
    {
        work.Add(
            "insert into file_removals (storage_path, not_before) select storage_path, @now from attachments where task_id = @id",
            Sql.Param("id", task.Id),
            Sql.Param("now", clock.UtcNow()));
        work.Add(
            """
            update storage_usage
            set bytes = bytes - (select coalesce(sum(size_bytes), 0) from attachments where task_id = @id)
            where owner_id = @owner
            """,
            Sql.Param("id", task.Id),
            Sql.Param("owner", task.Owner.Id));
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
        Sql.Param("tags", task.Tags.ToArray()),
    ];
}
