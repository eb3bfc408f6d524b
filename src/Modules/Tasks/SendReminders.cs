using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>Reminds of tasks that are due within 24 hours and not done, each once ever (document 002 §6). Any number of workers may run at
/// once and be killed at any moment.</summary>
public sealed class SendReminders
{
    /// <summary>The most tasks one step looks at, and so the most reminders one transaction writes.</summary>
    public const int Batch = 200;

    private readonly Database database;
    private readonly TaskAudit audit;
    private readonly TaskPolicy policy;
    private readonly TimeProvider clock;

    internal SendReminders(Database database, TaskAudit audit, TaskPolicy policy, TimeProvider clock)
        => (this.database, this.audit, this.policy, this.clock) = (database, audit, policy, clock);

    /// <summary>Begins a run over all tasks that are due within 24 hours from now.</summary>
    /// <param name="correlationId">Ties together what the run logs and records.</param>
    public ReminderRun Begin(string correlationId) => new(clock.UtcNow(), correlationId);

    /// <summary>
    /// Looks at the next tasks of the window, the earliest due first, and reminds of those that need it: log rows, audit entries and what the system adds, in
    /// one transaction. A task that somebody else holds is passed over; if they do not remind of it, the next run does.
    /// </summary>
    /// <returns>How many reminders are committed now, and whether the window has more tasks.</returns>
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

    // The first part reads only an index, and never more than a batch of it: what was reminded of already costs no more than a step over it.
    // The lock leaves foreign keys alone, so that nobody who attaches a file waits for us; who else reminds or changes the task is passed over.
    // A reminder that another worker committed since this statement began does not show in "not exists": there the unique constraint decides.
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
        Sql.Param("ids", Enumerable.Range(0, Batch).Select(_ => Guid.CreateVersion7(new DateTimeOffset(now))).ToArray()),
        Sql.Param("now", now),
        Sql.Param("batch", Batch),
    ];

    private readonly record struct SeenTask(Guid Id, DateTime DueDate, RemindedTask? Reminded)
    {
        public static SeenTask Read(NpgsqlDataReader row) =>
            new(row.GetGuid(0), row.GetDateTime(1), row.IsDBNull(2) ? null : new RemindedTask(row.GetGuid(0), row.GetGuid(2), row.GetDateTime(3)));
    }
}

/// <summary>What one step came to.</summary>
/// <param name="Sent">The reminders it committed.</param>
/// <param name="More">Whether there may be more tasks to look at.</param>
public readonly record struct ReminderStep(int Sent, bool More);

/// <summary>A task that was reminded of.</summary>
/// <param name="Id">The task.</param>
/// <param name="OwnerId">Whose it is.</param>
/// <param name="DueDate">When it was due at that moment.</param>
internal sealed record RemindedTask(Guid Id, Guid OwnerId, DateTime DueDate);
