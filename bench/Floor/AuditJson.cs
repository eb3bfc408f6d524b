using System.Text.Json;
using Npgsql;

namespace Tracker.Bench.Floor;

/// <summary>An audit event in the api's JSON.</summary>
internal static class AuditJson
{
    public const int ColumnCount = 7;

    public static void Write(Utf8JsonWriter json, NpgsqlDataReader row)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, row.GetGuid(0));
        Id(json, "user_id"u8, row, 1);
        json.WriteString("event_type"u8, row.GetFieldValue<byte[]>(2));
        Id(json, "task_id"u8, row, 3);
        Id(json, "attachment_id"u8, row, 4);
        json.WritePropertyName("details"u8);
        using (var details = JsonDocument.Parse(row.GetFieldValue<byte[]>(5)))
        {
            details.WriteTo(json);
        }

        TaskJson.Time(json, TaskJson.CreatedAt, row.GetDateTime(6));
        json.WriteEndObject();
    }

    private static void Id(Utf8JsonWriter json, ReadOnlySpan<byte> name, NpgsqlDataReader row, int column)
    {
        if (row.IsDBNull(column))
        {
            json.WriteNull(name);
        }
        else
        {
            json.WriteString(name, row.GetGuid(column));
        }
    }
}
