namespace Tracker.Bench.Floor;

/// <summary>The exact SQL of the api: the benchmark compares the statements of both, and fails when they differ.</summary>
internal static class Statements
{
    public const string Caller = "select id, number, email, role from users where id = $1 and is_active";

    public const string ReadTask =
        $"""
        select {Columns} from tasks t where t.id = $1
        """;

    public const string Total =
        """
        select coalesce(sum(tasks), 0)::bigint
        from (
            select tasks from task_counts where owner_id = $1 and status_rank = any($2)
            union all
            select delta from task_count_deltas where true and status_rank = any($2)
        ) counts
        """;

    public const string Page =
        $"""
        select {Columns}
        from (
            select t.id
            from tasks t where t.status_rank = any($1)
            order by t.due_date nulls last, t.id
            limit $2 offset $3
        ) page
        join tasks t on t.id = page.id
        order by t.due_date nulls last, t.id
        """;

    public const string InsertTask =
        """
        with counted as (
            insert into task_count_deltas (owner_id, status_rank, priority_rank, delta) values ($1, $2, $3, 1)
        )
        insert into tasks (id, number, owner_id, owner_number, owner_email, title, description, status, status_rank, priority, priority_rank,
                           due_date, created_at, updated_at, search_text, title_order)
        values ($4, coalesce($5, nextval('tasks_number_seq')), $1, $6, $7, $8, $9, $10, $2,
                $11, $3, $12, $13, $14, $15, $16)
        """;

    public const string InsertAudit =
        """
        insert into audit_events (id, user_id, owner_id, event_type, task_id, attachment_id, details, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8)
        """;

    private const string Columns =
        """
        t.id, t.number, t.owner_id, t.owner_number, t.owner_email, t.title, t.description, t.status_rank, t.priority_rank,
        t.due_date, t.attachment_count, t.created_at, t.updated_at,
        array(select coalesce(l.name, g.name) from task_tags l join tags g on g.id = l.tag_id where l.task_id = t.id) as tags
        """;
}
