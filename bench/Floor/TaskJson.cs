using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Npgsql;

namespace Tracker.Bench.Floor;

/// <summary>A task in the api's JSON.</summary>
internal readonly struct TaskJson(Utf8JsonWriter json)
{
    public static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };
    private static readonly string[] Statuses = ["TODO", "IN_PROGRESS", "BLOCKED", "DONE"];
    private static readonly string[] Priorities = ["LOW", "MEDIUM", "HIGH", "CRITICAL"];

    public static byte[] AuditDetails(string title)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("title", title);
            json.WriteString("status", "TODO");
            json.WriteString("priority", "MEDIUM");
            json.WriteNull("due_date");
            json.WriteStartArray("tags");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return buffer.ToArray();
    }

    public void Write(NpgsqlDataReader row)
    {
        json.WriteStartObject();
        json.WriteString("id", row.GetGuid(0));
        json.WriteString("owner_id", row.GetGuid(2));
        json.WriteString("owner_email", row.GetString(4));
        json.WriteString("title", row.GetString(5));
        Text("description", row.IsDBNull(6) ? null : row.GetString(6));
        json.WriteString("status", Statuses[row.GetInt16(7)]);
        json.WriteString("priority", Priorities[row.GetInt16(8)]);
        Time("due_date", row.IsDBNull(9) ? null : row.GetDateTime(9));
        json.WriteStartArray("tags");
        var tags = row.GetFieldValue<string[]>(13);
        Array.Sort(tags, StringComparer.Ordinal);
        foreach (var tag in tags)
        {
            json.WriteStringValue(tag);
        }

        json.WriteEndArray();
        json.WriteNumber("attachment_count", row.GetInt32(10));
        Time("created_at", row.GetDateTime(11));
        Time("updated_at", row.GetDateTime(12));
        json.WriteEndObject();
    }

    public void Write(Guid id, Guid owner, string email, string title, DateTime now)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteString("owner_id", owner);
        json.WriteString("owner_email", email);
        json.WriteString("title", title);
        json.WriteNull("description");
        json.WriteString("status", "TODO");
        json.WriteString("priority", "MEDIUM");
        json.WriteNull("due_date");
        json.WriteStartArray("tags");
        json.WriteEndArray();
        json.WriteNumber("attachment_count", 0);
        Time("created_at", now);
        Time("updated_at", now);
        json.WriteEndObject();
    }

    private void Text(string name, string? value)
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

    private void Time(string name, DateTime? value)
    {
        if (value is not { } time)
        {
            json.WriteNull(name);
            return;
        }

        Span<byte> text = stackalloc byte[24];
        time.TryFormat(text, out _, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
        json.WriteString(name, text);
    }
}
