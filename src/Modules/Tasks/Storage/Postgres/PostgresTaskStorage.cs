using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks.Storage.Postgres;

/// <summary>Tasks in PostgreSQL. Each read is one round trip.</summary>
/// <param name="outbox">Null where <see cref="TaskPolicy.EventOf"/> is null.</param>
internal sealed class PostgresTaskStorage(Database database, TaskPolicy policy, IAuditTrail trail, Outbox? outbox, TimeProvider clock)
    : ITaskStorage
{
    public ITaskWork Begin() => new PostgresTaskWork(database.Begin(), policy, trail, outbox, clock);

    public async Task<TaskItem?> FindAsync(TaskKey key, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand($"select {TaskRow.Columns} from tasks t where {TaskRow.Condition(key)}");
        command.Parameters.Add(TaskRow.Parameter(key));
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? TaskRow.Read(reader, policy) : null;
    }

    public Task<Page<TaskItem>> ListAsync(TaskFilter filter, IReadOnlyList<TaskSort> sort, PageRequest page, CancellationToken ct)
    {
        var list = new TaskListQuery(filter, sort, policy);
        return database.ReadPageAsync(list.Total(), list.Items(page), row => TaskRow.Read(row, policy), ct);
    }

    public async Task<TaskStatistics> CountAsync(Guid owner, CancellationToken ct)
    {
        await using var batch = database.Reads.CreateBatch();
        batch.BatchCommands.Add(TaskCounts.Tables.Breakdown(owner));
        await using var reader = await batch.ExecuteReaderAsync(ct);
        var statistics = new TaskStatistics(policy);
        while (await reader.ReadAsync(ct))
        {
            statistics.Add(policy.Statuses[reader.GetInt16(0)], policy.Priorities[reader.GetInt16(1)], reader.GetInt64(2));
        }

        return statistics;
    }

    public async Task<long> DrawNumberAsync(CancellationToken ct) =>
        (await database.WriteAsync("select nextval('tasks_number_seq')", [], row => row.GetInt64(0), ct))[0];
}
