using Tracker.Platform.Messaging.MySql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.MySql;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks.Storage.MySql;

/// <summary>Tasks in MySQL or MariaDB, without tags, attachments, search and audit log.</summary>
/// <param name="outbox">Null where <see cref="TaskPolicy.EventOf"/> is null.</param>
internal sealed class MySqlTaskStorage(MySqlDatabase database, TaskPolicy policy, MySqlOutbox? outbox) : ITaskStorage
{
    public static MigrationSet Schema { get; } = MigrationSet.Embedded(
        "tasks", MigrationLayer.Module, typeof(MySqlTaskStorage).Assembly, "Storage.MySql.Schema");

    public ITaskWork Begin() => new MySqlTaskWork(database.Begin(), policy, outbox);

    public async Task<TaskItem?> FindAsync(TaskKey key, CancellationToken ct)
    {
        var found = await database.ReadAsync(
            $"select {MySqlTaskRow.Columns} from tasks t where {MySqlTaskRow.Condition(key)}",
            [MySqlTaskRow.Parameter(key)],
            row => MySqlTaskRow.Read(row, policy),
            ct);
        return found.Count == 0 ? null : found[0];
    }

    public Task<Page<TaskItem>> ListAsync(TaskFilter filter, IReadOnlyList<TaskSort> sort, PageRequest page, CancellationToken ct)
    {
        var list = new MySqlTaskList(filter, sort);
        return database.ReadPageAsync(list.Total, list.Items, list.Parameters(page), row => MySqlTaskRow.Read(row, policy), ct);
    }

    public async Task<TaskStatistics> CountAsync(Guid owner, CancellationToken ct)
    {
        var counts = await database.ReadAsync(
            "select status_rank, priority_rank, count(*) from tasks where owner_id = @owner group by status_rank, priority_rank",
            [MySqlWork.Param("owner", owner)],
            row => (Status: row.GetInt16(0), Priority: row.GetInt16(1), Tasks: row.GetInt64(2)),
            ct);
        var statistics = new TaskStatistics(policy);
        counts.ForEach(count => statistics.Add(policy.Statuses[count.Status], policy.Priorities[count.Priority], count.Tasks));
        return statistics;
    }

    public async Task<long> DrawNumberAsync(CancellationToken ct)
    {
        // Disposing rolls the row back without a flush to disk. The server does not give out its number again.
        await using var work = database.Begin();
        work.Add(MySqlTaskWork.DrawNumber);
        return (await work.ReadAsync("select last_insert_id()", [], row => row.GetInt64(0), ct))[0];
    }
}
