using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Notifications.Direct;

/// <summary>A direct notification before it is sent.</summary>
internal sealed record DirectNotification(Guid UserId, string Channel, string? Recipient, DateTime CreatedAt)
{
    public bool NeedsRecipient => Recipient is null && Channel != Channels.InApp;
}

/// <summary>The SQL of direct notifications. The event_id of one is its own id.</summary>
internal sealed class DirectNotificationStore(Database database)
{
    public static void Insert(UnitOfWork work, Guid id, NotificationDraft draft, DateTime now) => work.Add(
        """
        with counted as (
            insert into notification_count_deltas (user_id, channel, delta) values (@user_id, @channel, 1)
        )
        insert into notifications (id, user_id, order_id, channel, type, recipient, subject, body, text_body, status, event_id, created_at)
        values (@id, @user_id, @order_id, @channel, @type, @recipient, @subject, @body, @text_body, 'queued', @id, @now)
        """,
        Sql.Param("id", id),
        Sql.Param("user_id", draft.UserId),
        Sql.Param("order_id", draft.OrderId),
        Sql.Param("channel", draft.Channel),
        Sql.Param("type", draft.Type),
        Sql.Param("recipient", draft.Recipient),
        Sql.Param("subject", draft.Subject),
        Sql.Param("body", draft.Body),
        Sql.Param("text_body", draft.TextBody),
        Sql.Param("now", now));

    public async Task<DirectNotification?> FindAsync(Guid id, CancellationToken ct)
    {
        var found = await database.ReadAsync(
            "select user_id, channel, recipient, created_at from notifications where id = @id", [Sql.Param("id", id)], Read, ct);
        return found.SingleOrDefault();
    }

    /// <summary>Stores the recipient, unless there is one already.</summary>
    public Task AddressAsync(Guid id, string recipient, CancellationToken ct) => database.ExecuteAsync(
        "update notifications set recipient = @recipient where id = @id and recipient is null",
        [Sql.Param("id", id), Sql.Param("recipient", recipient)],
        ct);

    /// <summary>Marks a notification without a recipient as failed.</summary>
    /// <returns>False when it was marked before.</returns>
    public async Task<bool> FailAsync(Guid id, string reason, CancellationToken ct) => await database.ExecuteAsync(
        "update notifications set status = 'failed', error_message = @reason where id = @id and status = 'queued' and recipient is null",
        [Sql.Param("id", id), Sql.Param("reason", reason)],
        ct) == 1;

    private static DirectNotification Read(NpgsqlDataReader row) =>
        new(row.GetGuid(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetString(2), row.GetDateTime(3));
}
