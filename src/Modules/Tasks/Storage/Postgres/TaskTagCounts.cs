using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks.Storage.Postgres;

/// <summary>Exact counts of tasks by owner, tag, status and priority.</summary>
internal static class TaskTagCounts
{
    public static readonly CountTables Tables = new(
        "task_tag_counts",
        "tasks",
        "task_tag_count_deltas",
        ["owner_id", "tag_id", "status_rank", "priority_rank"],
        AdvisoryLock: 0x7461_7363_6e74); // "tagcnt"

    /// <summary>The ids of the tasks with one of <c>@tags</c>.</summary>
    public const string LinkedTasks = $"select distinct l.task_id from task_tags l where l.tag_id = any({Wanted})";

    /// <summary>The id of <c>@tag</c> as <c>(select id from wanted)</c>, for a statement that needs it several times.</summary>
    public const string WithWantedTag = "with wanted as materialized (select id from tags where folded = @tag)";

    /// <summary>
    /// Whether the task <c>t</c> has one of <c>@tags</c>. A scalar, because PostgreSQL would turn <c>exists</c> into a join with all links
    /// of the tags.
    /// </summary>
    public const string HasTag = $"(select true from task_tags l where l.task_id = t.id and l.tag_id = any({Wanted}) limit 1)";

    /// <summary>
    /// Whether it is faster to read and sort all tasks of <c>@tags</c> than to look for them in an index that has all tasks in order. The
    /// first reads as many rows as the tags have, the second a page for each task that has them: both take as long at about three times the
    /// square root of all tasks. Changes that are not folded do not matter.
    /// </summary>
    public const string IsRare =
        $"""
        (
            select coalesce(sum(c.tasks), 0)::double precision ^ 2 <= 9 * (
                select coalesce(sum(a.tasks), 0) from task_counts a where a.owner_id = '00000000-0000-0000-0000-000000000000'
            )
            from task_tag_counts c
            where c.owner_id = '00000000-0000-0000-0000-000000000000' and c.tag_id = any({Wanted})
        )
        """;

    private const string Wanted = "array(select id from tags where folded = any(@tags))";

    /// <param name="owner">Null for all owners.</param>
    /// <param name="tag">Folded.</param>
    /// <param name="statuses">Ranks; null for all.</param>
    /// <param name="priorities">Ranks; null for all.</param>
    public static NpgsqlBatchCommand Total(Guid? owner, string tag, short[]? statuses, short[]? priorities) => Tables.Total(
        owner,
        new SqlConditions()
            .AddIfSet("tag_id = (select id from tags where folded = @tag)", "tag", tag)
            .AddIfSet("status_rank = any(@statuses)", "statuses", statuses)
            .AddIfSet("priority_rank = any(@priorities)", "priorities", priorities));
}
