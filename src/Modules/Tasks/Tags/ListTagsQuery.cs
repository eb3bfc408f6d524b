using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks.Tags;

/// <summary>Reads which tags are in use.</summary>
/// <param name="ReaderId">Who asks.</param>
/// <param name="Max">How many to tell; the edge has checked its bounds.</param>
public sealed record ListTagsQuery(Guid ReaderId, int Max);

/// <summary>A tag and how many tasks have it.</summary>
/// <param name="Name">As <see cref="TaskTags"/> writes it.</param>
/// <param name="Tasks">At least 1.</param>
public sealed record TagUse(string Name, long Tasks);

/// <summary>Lists tags. Nothing about it fails expectedly.</summary>
public sealed class ListTagsHandler
{
    private readonly Database database;
    private readonly TaskPolicy policy;

    internal ListTagsHandler(Database database, TaskPolicy policy) => (this.database, this.policy) = (database, policy);

    /// <summary>Reads the tags that most tasks have, those of equal use by name.</summary>
    public async Task<IReadOnlyList<TagUse>> Handle(ListTagsQuery query, CancellationToken ct)
    {
        // Counted before the names are fetched: the index on tag_id alone has all that counting needs.
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
