using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks.Tags;

/// <summary>Reads the most used tags of the tasks that the caller may see.</summary>
/// <param name="ReaderId">The caller.</param>
/// <param name="Max">The max tags to return; the caller has checked its range.</param>
public sealed record ListTagsQuery(Guid ReaderId, int Max);

/// <param name="Name">In the form of <see cref="TaskTags"/>.</param>
/// <param name="Tasks">The number of tasks with the tag, min 1.</param>
public sealed record TagUse(string Name, long Tasks);

/// <summary>Lists tags. It has no expected failure.</summary>
public sealed class ListTagsHandler
{
    private readonly Database database;
    private readonly TaskPolicy policy;

    internal ListTagsHandler(Database database, TaskPolicy policy) => (this.database, this.policy) = (database, policy);

    /// <returns>The tags by descending use, then by name.</returns>
    public async Task<IReadOnlyList<TagUse>> Handle(ListTagsQuery query, CancellationToken ct)
    {
        // Count before joining the names: the index on tag_id alone suffices for that.
        var links = policy.Readers == TaskReaders.Everyone
            ? "task_tags l"
            : "task_tags l join tasks t on t.id = l.task_id and t.owner_id = @reader";
        await using var command = database.Reads.CreateCommand(
            $"""
            select g.name, used.tasks
            from (select l.tag_id, count(*) as tasks from {links} group by l.tag_id) used join tags g on g.id = used.tag_id
            order by used.tasks desc, g.name
            limit @max
            """);
        command.Parameters.AddRange(new[] { Sql.Param("reader", query.ReaderId), Sql.Param("max", query.Max) });
        await using var reader = await command.ExecuteReaderAsync(ct);
        var tags = new List<TagUse>();
        while (await reader.ReadAsync(ct))
        {
            tags.Add(new TagUse(reader.GetString(0), reader.GetInt64(1)));
        }

        return tags;
    }
}
