using Tracker.Platform.Background;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks.Tags;

/// <summary>
/// Deletes tags that no task has. Each round reads all tags, one batch per step. Any number of instances can run it, while other requests
/// use the tags.
/// </summary>
public sealed class RemoveUnusedTags
{
    /// <summary>The max tags per step.</summary>
    public const int BatchSize = 1_000;

    /// <summary>
    /// Younger tags are kept: a transaction whose insert found the tag already inserted by another one may still link it. Much longer than
    /// a transaction and than the difference between clocks.
    /// </summary>
    public static readonly TimeSpan MinAge = TimeSpan.FromMinutes(5);

    private readonly Database database;
    private readonly TimeProvider clock;
    private Guid last;

    internal RemoveUnusedTags(Database database, TimeProvider clock) => (this.database, this.clock) = (database, clock);

    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Reads the next batch and deletes its unused tags.</summary>
    /// <returns><see cref="StepResult.Idle"/> at the end of a round.</returns>
    public async Task<StepResult> StepAsync(CancellationToken ct)
    {
        var batch = await ReadBatchAsync(ct);
        var unused = batch.Where(tag => !tag.IsUsed).Select(tag => tag.Id).ToArray();
        if (unused.Length > 0)
        {
            await RemoveAsync(unused, ct);
        }

        last = batch.Count == BatchSize ? batch[^1].Id : Guid.Empty;
        return batch.Count == BatchSize ? StepResult.More : StepResult.Idle;
    }

    // An id begins with the time of creation. Batches are read by id, so that a batch of used tags does not hide the unused ones behind it.
    private async Task<List<(Guid Id, bool IsUsed)>> ReadBatchAsync(CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(
            """
            select g.id, exists (select 1 from task_tags l where l.tag_id = g.id)
            from (select id from tags where id > @last and id < @made_before order by id limit @batch) g
            order by g.id
            """);
        command.Parameters.AddWithValue("last", last);
        command.Parameters.AddWithValue("made_before", Guid.CreateVersion7(clock.GetUtcNow() - MinAge));
        command.Parameters.AddWithValue("batch", BatchSize);
        await using var reader = await command.ExecuteReaderAsync(ct);
        var batch = new List<(Guid, bool)>();
        while (await reader.ReadAsync(ct))
        {
            batch.Add((reader.GetGuid(0), reader.GetBoolean(1)));
        }

        return batch;
    }

    private async Task RemoveAsync(Guid[] unused, CancellationToken ct)
    {
        await using var work = database.Begin();
        // Skip tags that another transaction is linking.
        var locked = await work.ReadAsync(
            "select id from tags where id = any(@ids) for update skip locked", [Sql.Param("ids", unused)], row => row.GetGuid(0), ct);
        // A separate statement, because only that sees the links committed before the lock was taken.
        work.Add(
            "delete from tags g where g.id = any(@ids) and not exists (select 1 from task_tags l where l.tag_id = g.id)",
            Sql.Param("ids", locked.ToArray()));
        await work.CommitAsync(ct);
    }
}
