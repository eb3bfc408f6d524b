using Tracker.Platform.Persistence;

namespace Tracker.Modules.Tasks.Storage.Postgres;

/// <summary>The SQL of a task's tags.</summary>
internal static class TagLinks
{
    /// <summary>Leaves the links of tags that stay. The row must have the new tags already.</summary>
    public static void Replace(UnitOfWork work, TaskItem task)
    {
        work.Add(
            """
            delete from task_tags l using tags g
            where l.task_id = @id and g.id = l.tag_id and coalesce(l.name, g.name) <> all(@names)
            """,
            Sql.Param("id", task.Id),
            Sql.Param("names", task.Tags.ToArray()));
        Add(work, task);
    }

    /// <summary>Adds the links and counts them. The row must have the tags already.</summary>
    public static void Add(UnitOfWork work, TaskItem task)
    {
        if (task.Tags.Count == 0)
        {
            return;
        }

        var (names, folded) = (task.Tags.ToArray(), TaskTags.Folded(task.Tags));
        // The lock protects existing tags from RemoveUnusedTags until they are linked; new ones are too young for it. Inserting a link
        // takes the same lock anyway. Tags are inserted in order, so that two transactions with the same tags do not deadlock.
        work.Add(
            """
            with known as (
                select folded from tags where folded = any(@folded) for key share
            )
            insert into tags (id, name, folded)
            select id, name, folded from unnest(@ids, @names, @folded) as given (id, name, folded)
            where folded not in (select folded from known)
            order by folded
            on conflict do nothing
            """,
            Sql.Param("ids", task.Tags.Select(_ => Guid.CreateVersion7(new DateTimeOffset(task.UpdatedAt))).ToArray()),
            Sql.Param("names", names),
            Sql.Param("folded", folded));
        // A separate statement, because only that sees tags which another transaction has inserted meanwhile.
        work.Add(
            """
            with linked as (
                insert into task_tags (task_id, tag_id, name, counted, status_rank, priority_rank, due_date)
                select @id, g.id, nullif(given.name, g.name), true, @status_rank, @priority_rank, @due_date
                from unnest(@names, @folded) as given (name, folded) join tags g on g.folded = given.folded
                on conflict do nothing
                returning tag_id
            )
            insert into task_tag_count_deltas (owner_id, tag_id, status_rank, priority_rank, delta)
            select @owner_id, tag_id, @status_rank, @priority_rank, 1 from linked
            """,
            Sql.Param("owner_id", task.Owner.Id),
            Sql.Param("status_rank", task.Status.Rank),
            Sql.Param("priority_rank", task.Priority.Rank),
            Sql.Param("due_date", task.DueDate),
            Sql.Param("id", task.Id),
            Sql.Param("names", names),
            Sql.Param("folded", folded));
    }
}
