using System.Globalization;
using System.Text.Json;
using Npgsql;
using NpgsqlTypes;

namespace Tracker.Bench.Floor;

/// <summary>A task that a request creates, and the one statement that stores it with its tags, its counts and its audit event.</summary>
internal sealed record NewTask(Guid Id, string Title, short Priority, DateTime? DueDate, string[] Tags, DateTime At)
{
    public const string Insert =
        """
        with counted as (
            insert into floor_count_deltas (owner_id, status_rank, priority_rank, due_day, tags)
            values ($2, 0, $5, ($6 at time zone 'UTC')::date, $7)
        ),
        tagged as (
            insert into floor_task_tags (tag, priority_rank, due_date, id) select tag, $5, $6, $1 from unnest($7) as tag
        ),
        audited as (
            insert into floor_audit (id, user_id, owner_id, event_type, task_id, attachment_id, details, created_at)
            values ($10, $2, $2, 'TASK_CREATED', $1, null, $11, $8)
        )
        insert into floor_tasks (id, owner_id, owner_email, title, description, status_rank, priority_rank, due_date, tags, attachment_count,
                                 created_at, updated_at, version, search_text)
        values ($1, $2, $3, $4, null, 0, $5, $6, $7, 0, $8, $8, 1, $9)
        """;

    private static readonly string[] Priorities = ["LOW", "MEDIUM", "HIGH", "CRITICAL"];

    public static NewTask Read(JsonElement body)
    {
        var now = DateTime.UtcNow;
        now = new DateTime(now.Ticks - (now.Ticks % TimeSpan.TicksPerMillisecond), DateTimeKind.Utc);
        return new NewTask(
            Guid.CreateVersion7(now),
            body.GetProperty("title").GetString()!,
            (short)Array.IndexOf(Priorities, body.GetProperty("priority").GetString()),
            body.GetProperty("due_date").GetDateTime(),
            [.. body.GetProperty("tags").EnumerateArray().Select(tag => tag.GetString()!).Order(StringComparer.Ordinal)],
            now);
    }

    public void AddTo(NpgsqlParameterCollection parameters, byte[] details)
    {
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Id });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = TaskAnswers.User });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = TaskAnswers.Email });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = Title });
        parameters.Add(new NpgsqlParameter<short> { TypedValue = Priority });
        parameters.Add(new NpgsqlParameter<DateTime?> { TypedValue = DueDate, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        parameters.Add(new NpgsqlParameter<string[]> { TypedValue = Tags });
        parameters.Add(new NpgsqlParameter<DateTime> { TypedValue = At, NpgsqlDbType = NpgsqlDbType.TimestampTz });
        parameters.Add(new NpgsqlParameter<string> { TypedValue = Title.ToLower(CultureInfo.InvariantCulture) });
        parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Guid.CreateVersion7(At) });
        parameters.Add(new NpgsqlParameter<byte[]> { TypedValue = details, NpgsqlDbType = NpgsqlDbType.Jsonb });
    }
}
