using Npgsql;
using Tracker.Platform.Messaging.Claims;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Notifications;

/// <summary>The SQL of sending. Each statement is its own transaction, so its result is stored before the next step.</summary>
internal sealed class NotificationStore(Database database, ClaimOwner owner, TimeProvider clock)
{
    /// <summary>Claims are released when their instance dies.</summary>
    public static readonly ClaimedRows Claims = new("notifications", "claimed_until = null");

    /// <summary>Longer than <see cref="ChannelSenders.Limit"/>, so that only the holder of the lease sends the row.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Claims the notifications of an event that are queued and not claimed.</summary>
    /// <param name="retryFailed">Claims failed ones too, unless another instance has a claim on the event: then this is not a replay, but
    /// an interrupted first attempt.</param>
    public async Task<EventNotifications> ClaimAsync(Guid eventId, bool retryFailed, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var leasedUntil = now + Lease;
        var rows = await database.WriteAsync(
            """
            with claimed as (
                update notifications
                set status = 'queued', claimed_until = @leased_until, claimed_by = @claimed_by
                where event_id = @event_id
                  and (claimed_until is null or claimed_until <= @now)
                  and (status = 'queued' or (status = 'failed' and @retry_failed
                      and not exists (
                          select from notifications other where other.event_id = @event_id and other.claimed_until > @now)))
                returning id
            )
            select n.id, n.channel, n.recipient, n.subject, n.body, n.text_body, n.status, n.error_message,
                   n.id in (select id from claimed)
            from notifications n
            where n.event_id = @event_id
            order by n.channel
            """,
            [
                Sql.Param("event_id", eventId),
                Sql.Param("retry_failed", retryFailed),
                Sql.Param("now", now),
                Sql.Param("leased_until", leasedUntil),
                Sql.Param("claimed_by", owner.Number),
            ],
            row => Found(row, leasedUntil),
            ct);
        return Sum(rows, retryFailed);
    }

    /// <summary>Stores and claims the notifications of an event. One that another instance stored first stays with that instance.</summary>
    public async Task<EventNotifications> InsertClaimedAsync(Guid eventId, IReadOnlyList<NotificationDraft> drafts, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var leasedUntil = now + Lease;
        var ids = drafts.Select(_ => Uuid.NewOrdered(now)).ToArray();
        var ours = await database.WriteAsync(
            """
            with inserted as (
                insert into notifications (
                    id, user_id, order_id, channel, type, recipient, subject, body, text_body, status, event_id,
                    claimed_until, claimed_by, created_at)
                select d.id, d.user_id, d.order_id, d.channel, d.type, d.recipient, d.subject, d.body, d.text_body,
                       'queued', @event_id, @leased_until, @claimed_by, @now
                from unnest(@ids, @user_ids, @order_ids, @channels, @types, @recipients, @subjects, @bodies, @text_bodies)
                     as d (id, user_id, order_id, channel, type, recipient, subject, body, text_body)
                order by d.channel
                on conflict (event_id, channel) do nothing
                returning id, user_id, channel
            ),
            counted as (
                insert into notification_count_deltas (user_id, channel, delta) select user_id, channel, 1 from inserted
            )
            select id from inserted
            """,
            [
                Sql.Param("event_id", eventId),
                Sql.Param("leased_until", leasedUntil),
                Sql.Param("claimed_by", owner.Number),
                Sql.Param("now", now),
                .. Columns(ids, drafts),
            ],
            row => row.GetGuid(0),
            ct);
        var claimed = drafts
            .Zip(ids, (draft, id) => Claimed(id, draft, leasedUntil))
            .Where(notification => ours.Contains(notification.Id))
            .ToList();
        return new EventNotifications(claimed, Busy: ours.Count < drafts.Count, FailedBefore: null)
        {
            Any = true,
        };
    }

    /// <summary>Records a send, even if another instance has the claim now.</summary>
    /// <param name="complete">Adds what is committed together with it.</param>
    /// <returns>False when the row has the reference of another message: it was sent twice. Repeating the same reference succeeds, because
    /// the response to the first call may have been lost.</returns>
    public async Task<bool> RecordSentAsync(
        Guid id, string providerRef, DateTime sentAt, Action<UnitOfWork>? complete, CancellationToken ct)
    {
        await using var work = database.Begin();
        var sent = work.Add(
            """
            update notifications
            set status = 'sent', provider_ref = @provider_ref, error_message = null, sent_at = @sent_at,
                claimed_until = null, claimed_by = null
            where id = @id and (status <> 'sent' or provider_ref = @provider_ref)
            """,
            Sql.Param("id", id),
            Sql.Param("provider_ref", providerRef),
            Sql.Param("sent_at", sentAt));
        complete?.Invoke(work);
        await work.CommitAsync(ct);
        return sent.RecordsAffected == 1;
    }

    /// <summary>Records a failure and ends the claim.</summary>
    /// <param name="reason">Max 1,000 characters.</param>
    /// <param name="permanent">False when there will be another attempt.</param>
    /// <returns>False when the lease has expired and another instance has claimed the row; nothing is changed then.</returns>
    public async Task<bool> RecordFailureAsync(ClaimedNotification claimed, string reason, bool permanent, CancellationToken ct) =>
        await database.ExecuteAsync(
            """
            update notifications
            set status = @status, error_message = @error_message, claimed_until = null, claimed_by = null
            where id = @id and status = 'queued' and claimed_until = @leased_until
            """,
            [
                Sql.Param("id", claimed.Id),
                Sql.Param("status", permanent ? NotificationStatuses.Failed : NotificationStatuses.Queued),
                Sql.Param("error_message", reason),
                Sql.Param("leased_until", claimed.LeasedUntil),
            ],
            ct) == 1;

    private static FoundNotification Found(NpgsqlDataReader row, DateTime leasedUntil) =>
        new(Claimed(row, leasedUntil), row.GetString(6), Text(row, 7), IsClaimed: row.GetBoolean(8));

    private static EventNotifications Sum(List<FoundNotification> rows, bool retryFailed)
    {
        var claimed = rows.Where(row => row.IsClaimed).Select(row => row.Notification).ToList();
        var sum = new EventNotifications(claimed, Busy: false, FailedBefore: null) { Any = rows.Count > 0 };
        foreach (var row in rows.Where(row => !row.IsClaimed))
        {
            if (row.Status == NotificationStatuses.Failed && !retryFailed)
            {
                sum = sum with { FailedBefore = row.Error ?? "failed" };
            }
            else if (row.Status != NotificationStatuses.Sent)
            {
                sum = sum with { Busy = true };
            }
        }

        return sum;
    }

    private static NpgsqlParameter[] Columns(Guid[] ids, IReadOnlyList<NotificationDraft> drafts) =>
    [
        Sql.Param("ids", ids),
        Sql.Param("user_ids", drafts.Select(draft => draft.UserId).ToArray()),
        Sql.Param("order_ids", drafts.Select(draft => draft.OrderId).ToArray()),
        Sql.Param("channels", drafts.Select(draft => draft.Channel).ToArray()),
        Sql.Param("types", drafts.Select(draft => draft.Type).ToArray()),
        Sql.Param("recipients", drafts.Select(draft => draft.Recipient).ToArray()),
        Sql.Param("subjects", drafts.Select(draft => draft.Subject).ToArray()),
        Sql.Param("bodies", drafts.Select(draft => draft.Body).ToArray()),
        Sql.Param("text_bodies", drafts.Select(draft => draft.TextBody).ToArray()),
    ];

    private static ClaimedNotification Claimed(NpgsqlDataReader row, DateTime leasedUntil) =>
        new(row.GetGuid(0), row.GetString(1), Text(row, 2), Text(row, 3), row.GetString(4), Text(row, 5), leasedUntil);

    private static ClaimedNotification Claimed(Guid id, NotificationDraft draft, DateTime leasedUntil) =>
        new(id, draft.Channel, draft.Recipient, draft.Subject, draft.Body, draft.TextBody, leasedUntil);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    private readonly record struct FoundNotification(ClaimedNotification Notification, string Status, string? Error, bool IsClaimed);
}
