using Tracker.Platform.Persistence;

namespace Tracker.Systems.TaskTracker.Health;

/// <summary>A row per worker, for installations without Redis.</summary>
internal sealed class DatabaseHeartbeat(Database database, TimeProvider clock) : IWorkerHeartbeat
{
    private static readonly TimeSpan Keep = TimeSpan.FromDays(1);

    private readonly Guid worker = Guid.CreateVersion7(clock.GetUtcNow());

    public async Task BeatAsync(DateTime now, CancellationToken ct)
    {
        await using var work = database.Begin();
        work.Add("delete from worker_heartbeats where beat_at < @oldest", Sql.Param("oldest", now - Keep));
        work.Add(
            """
            insert into worker_heartbeats (worker, beat_at) values (@worker, @now)
            on conflict (worker) do update set beat_at = excluded.beat_at
            """,
            Sql.Param("worker", worker),
            Sql.Param("now", now));
        await work.CommitAsync(ct);
    }
}
