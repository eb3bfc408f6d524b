using Tracker.Platform.Background;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks.Tags;

/// <summary>
/// Writes the tags into the rows of tasks that do not have them: those from before the column, of an older version that still runs, and of
/// an operator. Any number of instances can run it.
/// </summary>
public sealed class FillTaskTags
{
    /// <summary>The max tasks per step.</summary>
    public const int BatchSize = 500;

    private readonly Database database;

    internal FillTaskTags(Database database) => this.database = database;

    public static TimeSpan Interval { get; } = TimeSpan.FromMinutes(1);

    /// <returns><see cref="StepResult.Idle"/> when all rows have their tags.</returns>
    public async Task<StepResult> StepAsync(CancellationToken ct)
    {
        // The lock keeps writers of links out: a foreign key locks the task too.
        var filled = await database.ExecuteAsync(
            """
            update tasks
            set tags = tags_of(id)
            where id in (select id from tasks where tags is null order by id limit @batch for update skip locked)
            """,
            [Sql.Param("batch", BatchSize)],
            ct);
        return filled == BatchSize ? StepResult.More : StepResult.Idle;
    }
}
