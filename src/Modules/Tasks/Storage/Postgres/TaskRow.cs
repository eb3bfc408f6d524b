using Npgsql;

namespace Tracker.Modules.Tasks.Storage.Postgres;

/// <summary>A row of tasks with the names of its tags; the one place that knows the columns and their order.</summary>
internal readonly ref struct TaskRow(NpgsqlDataReader reader, TaskPolicy policy)
{
    public const string Columns =
        """
        t.id, t.number, t.owner_id, t.owner_number, t.owner_email, t.title, t.description, t.status_rank, t.priority_rank,
        t.due_date, t.attachment_count, t.created_at, t.updated_at,
        array(select coalesce(l.name, g.name) from task_tags l join tags g on g.id = l.tag_id where l.task_id = t.id) as tags
        """;

    public Guid Id => reader.GetGuid(0);

    public long Number => reader.GetInt64(1);

    public TaskOwner Owner => new(reader.GetGuid(2), reader.IsDBNull(3) ? null : reader.GetInt64(3), Text(4));

    public string Title => reader.GetString(5);

    public string? Description => Text(6);

    public RankedWord Status => policy.Statuses[reader.GetInt16(7)];

    public RankedWord Priority => policy.Priorities[reader.GetInt16(8)];

    public DateTime? DueDate => reader.IsDBNull(9) ? null : reader.GetDateTime(9);

    public int AttachmentCount => reader.GetInt32(10);

    public DateTime CreatedAt => reader.GetDateTime(11);

    public DateTime UpdatedAt => reader.GetDateTime(12);

    public string[] Tags => TaskTags.Sorted(reader.GetFieldValue<string[]>(13));

    private string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
