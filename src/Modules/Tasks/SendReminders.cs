using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>
/// Sends one reminder for each task that is due within 24 hours and not done (document 002 §6). Any number of workers can run it at once
/// and be killed at any time: no task is reminded of twice.
/// </summary>
public sealed class SendReminders
{
    /// <summary>The max tasks per step, and so the max reminders per transaction.</summary>
    public const int Batch = 200;

    private readonly Database database;
    private readonly TaskAudit audit;
    private readonly TaskPolicy policy;
    private readonly TimeProvider clock;

    internal SendReminders(Database database, TaskAudit audit, TaskPolicy policy, TimeProvider clock)
        => (this.database, this.audit, this.policy, this.clock) = (database, audit, policy, clock);

    /// <summary>Starts a run over the tasks that are due within 24 hours from now.</summary>
    /// <param name="correlationId">For the run's logs and audit entries.</param>
    public ReminderRun Begin(string correlationId) => new(clock.UtcNow(), correlationId);

    /// <summary>
    /// Reads the next tasks of the run, earliest due date first. Writes the reminders, the audit entries and the system's additions in one
    /// transaction. A task that another transaction has locked is skipped; if that sends no reminder, the next run does.
    /// </summary>
    public async Task<ReminderStep> StepAsync(ReminderRun run, CancellationToken ct)
    {
        var now = clock.UtcNow();
        await using var work = database.Begin();
        var seen = await work.ReadAsync(ClaimSql, Parameters(run, now), SeenTask.Read, ct);
        var reminded = seen.Select(task => task.Reminded).OfType<RemindedTask>().ToList();
        if (reminded.Count > 0)
        {
            foreach (var task in reminded)
            {
                audit.Reminded(work, task, run, now);
            }

            policy.Reminded?.Invoke(work, reminded.Count);
            await work.CommitAsync(ct);
        }

        if (seen.Count > 0)
        {
            run.MovePast(seen[^1].DueDate, seen[^1].Id, reminded.Count);
        }

        return new ReminderStep(reminded.Count, More: seen.Count == Batch);
    }

    // "seen" reads only an index, max one batch: a task that has its reminder costs no more than an index entry.
    // "no key update" does not conflict with foreign key checks, so adding an attachment does not wait for this lock.
    // "not exists" does not see a reminder committed after the statement began; the unique constraint catches it.
    internal const string ClaimSql =
        """
        with seen as materialized (
            select t.id, t.due_date
            from tasks t
            where (t.due_date, t.id) > (@after_due_date, @after_id) and t.due_date <= @until
            order by t.due_date, t.id
            limit @batch
        ),
        claimed as materialized (
            select t.id, t.owner_id, t.due_date
            from seen
            join tasks t on t.id = seen.id
            where t.due_date between @from and @until
              and t.status_rank <> all(@done)
              and not exists (select 1 from reminder_logs l where l.task_id = t.id and l.reminder_type = 'DUE_SOON')
            for no key update of t skip locked
        ),
        sent as (
            insert into reminder_logs (id, task_id, reminder_type, sent_at)
            select (@ids)[row_number() over (order by id)], id, 'DUE_SOON', @now
            from claimed
            on conflict (task_id, reminder_type) do nothing
            returning task_id
        )
        select seen.id, seen.due_date, claimed.owner_id, claimed.due_date
        from seen
        left join (sent join claimed on claimed.id = sent.task_id) on claimed.id = seen.id
        order by seen.due_date, seen.id
        """;

    internal NpgsqlParameter[] Parameters(ReminderRun run, DateTime now) =>
    [
        Sql.Param("after_due_date", run.After.DueDate),
        Sql.Param("after_id", run.After.Id),
        Sql.Param("from", run.From),
        Sql.Param("until", run.Until),
        Sql.Param("done", policy.DoneStatuses.Select(status => status.Rank).ToArray()),
        Sql.Param("ids", Enumerable.Range(0, Batch).Select(_ => Uuid.NewOrdered(now)).ToArray()),
        Sql.Param("now", now),
        Sql.Param("batch", Batch),
    ];

    private readonly record struct SeenTask(Guid Id, DateTime DueDate, RemindedTask? Reminded)
    {
        public static SeenTask Read(NpgsqlDataReader row) =>
            new(row.GetGuid(0), row.GetDateTime(1), row.IsDBNull(2) ? null : Reminder(row));

        private static RemindedTask Reminder(NpgsqlDataReader row) => new(row.GetGuid(0), row.GetGuid(2), row.GetDateTime(3));
    }
}

/// <summary>The result of a step.</summary>
/// <param name="Sent">The number of reminders committed.</param>
/// <param name="More">Whether the run may have more tasks.</param>
public readonly record struct ReminderStep(int Sent, bool More);

/// <summary>A task for which a reminder was sent.</summary>
/// <param name="DueDate">At the time of the reminder.</param>
internal sealed record RemindedTask(Guid Id, Guid OwnerId, DateTime DueDate);
