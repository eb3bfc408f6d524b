using System.Text.Json;
using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskTracker.Api.Audit;

/// <summary>
/// Reads the audit log. A query that exceeds the statement timeout throws <see cref="PostgresException"/>; the error boundary answers 503.
/// </summary>
internal sealed class AuditLog(Database database)
{
    private static readonly PageOfIds Events =
        new("audit_events", "e", "e.id, e.user_id, e.event_type, e.task_id, e.attachment_id, e.details, e.created_at");
    private static readonly SqlOrder Newest = SqlOrder.By("created_at", SortDirection.Descending);

    /// <summary>Reads one page, newest first and then by id, and the exact total, in one round trip.</summary>
    public Task<Page<AuditEventResponse>> ListAsync(AuditFilter filter, PageRequest page, CancellationToken ct) =>
        database.ReadPageAsync(Total(filter), Items(filter, page), Read, ct);

    internal static NpgsqlBatchCommand Total(AuditFilter filter) => Events.Count(filter.Conditions());

    internal static NpgsqlBatchCommand Items(AuditFilter filter, PageRequest page) =>
        Events.Items(filter.Conditions(), Newest, page);

    private static AuditEventResponse Read(NpgsqlDataReader row) => new(
        row.GetGuid(0),
        row.IsDBNull(1) ? null : row.GetGuid(1),
        row.GetString(2),
        row.IsDBNull(3) ? null : row.GetGuid(3),
        row.IsDBNull(4) ? null : row.GetGuid(4),
        row.GetFieldValue<JsonElement>(5),
        row.GetDateTime(6));
}
