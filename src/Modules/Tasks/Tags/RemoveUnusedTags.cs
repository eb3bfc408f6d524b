using Tracker.Platform.Background;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks.Tags;

/// <summary>
/// Removes tags that no task has. Each round walks over all tags, a batch a step. Any number of instances may run it, beside tasks that take a tag up again.
/// </summary>
public sealed class RemoveUnusedTags
{
    /// <summary>The most tags one step reads.</summary>
    public const int BatchSize = 1_000;

    /// <summary>
    /// Younger tags stay: a transaction that found a tag missing may still link the one that another transaction added meanwhile. Much longer than any
    /// transaction lasts, and than clocks differ.
    /// </summary>
    public static readonly TimeSpan MinAge = TimeSpan.FromMinutes(5);

    private readonly Database database;
    private readonly TimeProvider clock;
    private Guid last;

    internal RemoveUnusedTags(Database database, TimeProvider clock) => (this.database, this.clock) = (database, clock);

    /// <summary>How often to call it.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Reads the next batch and removes its unused tags.</summary>
    /// <returns>Whether the round goes on.</returns>
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

    // The id of a tag begins with the time it was made. Batches are walked through by id, so that one of tags in use does not hide the others.
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
        // Skips tags that a task is just taking up.
        var locked = await work.ReadAsync(
            "select id from tags where id = any(@ids) for update skip locked", [Sql.Param("ids", unused)], row => row.GetGuid(0), ct);
        // A statement of its own: it sees the links that were made until the lock was there.
        work.Add(
            "delete from tags g where g.id = any(@ids) and not exists (select 1 from task_tags l where l.tag_id = g.id)",
            Sql.Param("ids", locked.ToArray()));
        await work.CommitAsync(ct);
    }
}
