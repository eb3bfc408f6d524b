using System.Text.Json;
using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskTracker.Api.Audit;

/// <summary>Reads the audit log. What takes longer than the database's statement timeout is a <see cref="PostgresException"/>, and 503 at the door.</summary>
internal sealed class AuditLog(Database database)
{
    /// <summary>One page, newest first and ties by id, with the exact number of all that match, in one round trip.</summary>
    public Task<Page<AuditEventResponse>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken ct) =>
        database.ReadPageAsync(Total(filter), Items(filter, page), Read, ct);

    internal static NpgsqlBatchCommand Total(AuditFilter filter) => Command($"select count(*) from audit_events e where {filter.Where()}", filter);

    internal static NpgsqlBatchCommand Items(AuditFilter filter, PageRequest page)
    {
        // Finds the page's ids first, from an index alone where it can, so that the rows before the page are never read.
        var command = Command(
            $"""
            select e.id, e.user_id, e.event_type, e.task_id, e.attachment_id, e.details, e.created_at
            from (
                select e.id
                from audit_events e
                where {filter.Where()}
                order by e.created_at desc, e.id desc
                limit @limit offset @offset
            ) page
            join audit_events e on e.id = page.id
            order by e.created_at desc, e.id desc
            """,
            filter);
        command.Parameters.Add(Sql.Param("limit", page.Size));
        command.Parameters.Add(Sql.Param("offset", page.Offset));
        return command;
    }

    private static NpgsqlBatchCommand Command(string sql, AuditFilter filter)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var parameter in filter.Parameters())
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }

    private static AuditEventResponse Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.IsDBNull(1) ? null : row.GetGuid(1),
        row.GetString(2),
        row.IsDBNull(3) ? null : row.GetGuid(3),
        row.IsDBNull(4) ? null : row.GetGuid(4),
        row.GetFieldValue<JsonElement>(5),
        row.GetDateTime(6));
}
