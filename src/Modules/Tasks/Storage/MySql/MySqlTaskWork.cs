using System.Text;
using MySqlConnector;
using Tracker.Platform.Idempotency;
using Tracker.Platform.Messaging;
using Tracker.Platform.Messaging.MySql;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Persistence.MySql;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks.Storage.MySql;

/// <summary>Collects writes in a <see cref="MySqlWork"/>, which sends them together with the commit.</summary>
internal sealed class MySqlTaskWork(MySqlWork work, TaskPolicy policy, MySqlOutbox? outbox) : ITaskWork
{
    /// <summary>Draws a number for <c>last_insert_id()</c>.</summary>
    public const string DrawNumber = "insert into task_numbers () values ()";

    public async Task<TaskItem?> LockAsync(TaskKey key, CancellationToken ct)
    {
        var found = await work.ReadAsync(
            $"select {MySqlTaskRow.Columns} from tasks t where {MySqlTaskRow.Condition(key)} for update",
            [MySqlTaskRow.Parameter(key)],
            row => MySqlTaskRow.Read(row, policy),
            ct);
        return found.Count == 0 ? null : found[0];
    }

    public async Task<IReadOnlyDictionary<Guid, TaskItem>> LockAllAsync(IReadOnlyList<Guid> ids, CancellationToken ct)
    {
        // The server locks rows as it reads them: the index has them in the order of their ids.
        var list = new MySqlList<Guid>("id", ids);
        var found = await work.ReadAsync(
            $"select {MySqlTaskRow.Columns} from tasks t force index (tasks_id) where t.id in {list} order by t.id for update",
            list.Parameters,
            row => MySqlTaskRow.Read(row, policy),
            ct);
        return found.ToDictionary(task => task.Id);
    }

    public void Take(IdempotencyKeys keys, KeyedRequest request) =>
        throw new NotSupportedException("MySQL has no table of idempotency keys.");

    public void Insert(TaskItem task)
    {
        if (task.Number is null)
        {
            work.Add(DrawNumber);
            work.Add("delete from task_numbers where number = last_insert_id()");
        }

        work.Add(
            """
            insert into tasks (number, id, owner_id, owner_number, owner_email, title, description, status, status_rank,
                               priority, priority_rank, due_date, created_at, updated_at, title_order)
            values (coalesce(@number, last_insert_id()), @id, @owner_id, @owner_number, @owner_email, @title, @description,
                    @status, @status_rank, @priority, @priority_rank, @due_date, @created_at, @updated_at, @title_order)
            """,
            [
                .. Columns(task),
                MySqlWork.Param("number", task.Number),
                MySqlWork.Param("owner_id", task.Owner.Id),
                MySqlWork.Param("owner_number", task.Owner.Number),
                MySqlWork.Param("owner_email", task.Owner.Email),
                MySqlWork.Param("created_at", task.CreatedAt),
            ]);
    }

    public void Update(TaskItem before, TaskItem after) => work.Add(
        """
        update tasks
        set title = @title, description = @description, status = @status, status_rank = @status_rank, priority = @priority,
            priority_rank = @priority_rank, due_date = @due_date, updated_at = @updated_at, title_order = @title_order
        where id = @id
        """,
        Columns(after));

    public void Delete(TaskItem task) => work.Add("delete from tasks where id = @id", MySqlWork.Param("id", task.Id));

    public void Append(AuditEntry entry) => throw new NotSupportedException("MySQL stores tasks without an audit log");

    public void Append(OutboxMessage message) =>
        (outbox ?? throw new InvalidOperationException("A service with task events has an outbox.")).Append(work, message);

    public Task CommitAsync(CancellationToken ct) => work.CommitAsync(ct);

    public ValueTask DisposeAsync() => work.DisposeAsync();

    private static MySqlParameter[] Columns(TaskItem task) =>
    [
        MySqlWork.Param("id", task.Id),
        MySqlWork.Param("title", task.Title),
        MySqlWork.Param("description", task.Description),
        MySqlWork.Param("status", task.Status.Text),
        MySqlWork.Param("status_rank", task.Status.Rank),
        MySqlWork.Param("priority", task.Priority.Text),
        MySqlWork.Param("priority_rank", task.Priority.Rank),
        MySqlWork.Param("due_date", task.DueDate),
        MySqlWork.Param("updated_at", task.UpdatedAt),
        MySqlWork.Param("title_order", Encoding.UTF8.GetBytes(TextOrder.KeyOf(task.Title))),
    ];
}
