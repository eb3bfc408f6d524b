using Npgsql;

namespace Tracker.Modules.Notifications;

/// <summary>A row of notifications; only this type knows the columns that are shown and their order.</summary>
internal readonly ref struct NotificationRow(NpgsqlDataReader reader)
{
    public const string SummaryColumns =
        "n.id, n.user_id, n.order_id, n.channel, n.type, n.recipient, n.subject, n.status, n.sent_at, n.created_at";

    public const string Columns = SummaryColumns + ", n.body, n.provider_ref, n.error_message";

    public NotificationSummary Summary() => new(
        reader.GetGuid(0),
        reader.GetGuid(1),
        reader.IsDBNull(2) ? null : reader.GetGuid(2),
        reader.GetString(3),
        Text(4),
        Text(5),
        Text(6),
        reader.GetString(7),
        reader.IsDBNull(8) ? null : reader.GetDateTime(8),
        reader.GetDateTime(9));

    public Notification Whole() => new(Summary(), reader.GetString(10), Text(11), Text(12));

    private string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
