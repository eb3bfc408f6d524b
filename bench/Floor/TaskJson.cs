using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Npgsql;

namespace Tracker.Bench.Floor;

/// <summary>A task in the api's JSON, written straight from the row.</summary>
internal readonly struct TaskJson(Utf8JsonWriter json)
{
    public const string Columns =
        "t.id, t.owner_id, t.owner_email, t.title, t.description, t.status_rank, t.priority_rank, t.due_date, t.tags, t.attachment_count, "
        + "t.created_at, t.updated_at, t.version";

    public const int ColumnCount = 13;

    private static readonly JsonEncodedText Id = JsonEncodedText.Encode("id");
    private static readonly JsonEncodedText OwnerId = JsonEncodedText.Encode("owner_id");
    private static readonly JsonEncodedText OwnerEmail = JsonEncodedText.Encode("owner_email");
    private static readonly JsonEncodedText Title = JsonEncodedText.Encode("title");
    private static readonly JsonEncodedText Description = JsonEncodedText.Encode("description");
    private static readonly JsonEncodedText Status = JsonEncodedText.Encode("status");
    private static readonly JsonEncodedText Priority = JsonEncodedText.Encode("priority");
    private static readonly JsonEncodedText DueDate = JsonEncodedText.Encode("due_date");
    private static readonly JsonEncodedText Tags = JsonEncodedText.Encode("tags");
    private static readonly JsonEncodedText AttachmentCount = JsonEncodedText.Encode("attachment_count");
    private static readonly JsonEncodedText UpdatedAt = JsonEncodedText.Encode("updated_at");
    private static readonly JsonEncodedText Version = JsonEncodedText.Encode("version");

    public static readonly JsonEncodedText CreatedAt = JsonEncodedText.Encode("created_at");

    public static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static readonly JsonEncodedText[] Statuses = [.. new[] { "TODO", "IN_PROGRESS", "BLOCKED", "DONE" }.Select(Encode)];
    public static readonly JsonEncodedText[] Priorities = [.. new[] { "LOW", "MEDIUM", "HIGH", "CRITICAL" }.Select(Encode)];

    /// <summary>Writes a row of <see cref="Columns"/>. Texts stay in UTF-8.</summary>
    public void Write(NpgsqlDataReader row)
    {
        json.WriteStartObject();
        json.WriteString(Id, row.GetGuid(0));
        json.WriteString(OwnerId, row.GetGuid(1));
        json.WriteString(OwnerEmail, row.GetFieldValue<byte[]>(2));
        json.WriteString(Title, row.GetFieldValue<byte[]>(3));
        Text(Description, row.IsDBNull(4) ? null : row.GetFieldValue<byte[]>(4));
        json.WriteString(Status, Statuses[row.GetInt16(5)]);
        json.WriteString(Priority, Priorities[row.GetInt16(6)]);
        Time(DueDate, row.IsDBNull(7) ? null : row.GetDateTime(7));
        WriteTags(row.GetFieldValue<string[]>(8));
        json.WriteNumber(AttachmentCount, row.GetInt32(9));
        Time(CreatedAt, row.GetDateTime(10));
        Time(UpdatedAt, row.GetDateTime(11));
        json.WriteNumber(Version, row.GetInt64(12));
        json.WriteEndObject();
    }

    /// <summary>Writes a task that was just created.</summary>
    public void Write(NewTask task)
    {
        json.WriteStartObject();
        json.WriteString(Id, task.Id);
        json.WriteString(OwnerId, TaskAnswers.User);
        json.WriteString(OwnerEmail, TaskAnswers.Email);
        json.WriteString(Title, task.Title);
        json.WriteNull(Description);
        json.WriteString(Status, Statuses[0]);
        json.WriteString(Priority, Priorities[task.Priority]);
        Time(DueDate, task.DueDate);
        WriteTags(task.Tags);
        json.WriteNumber(AttachmentCount, 0);
        Time(CreatedAt, task.At);
        Time(UpdatedAt, task.At);
        json.WriteNumber(Version, 1);
        json.WriteEndObject();
    }

    /// <summary>Writes the details of the audit event of a task that was just created.</summary>
    public void WriteDetails(NewTask task)
    {
        json.WriteStartObject();
        json.WriteString(Title, task.Title);
        json.WriteString(Status, Statuses[0]);
        json.WriteString(Priority, Priorities[task.Priority]);
        Time(DueDate, task.DueDate);
        WriteTags(task.Tags);
        json.WriteEndObject();
    }

    public static void Time(Utf8JsonWriter json, JsonEncodedText name, DateTime time)
    {
        Span<byte> text = stackalloc byte[24];
        time.TryFormat(text, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        json.WriteString(name, text);
    }

    private void WriteTags(string[] tags)
    {
        json.WriteStartArray(Tags);
        foreach (var tag in tags)
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
    }

    private void Text(JsonEncodedText name, byte[]? value)
    {
        if (value is null)
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, value);
        }
    }

    private void Time(JsonEncodedText name, DateTime? value)
    {
        if (value is { } time)
        {
            Time(json, name, time);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static JsonEncodedText Encode(string word) => JsonEncodedText.Encode(word);
}
