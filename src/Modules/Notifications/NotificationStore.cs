using Npgsql;
using Tracker.Platform.Messaging.Claims;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Notifications;

/// <summary>The SQL of notifications on their way. Each statement is a transaction of its own: what it says holds before the next thing is done.</summary>
internal sealed class NotificationStore(Database database, ClaimOwner owner, TimeProvider clock)
{
    /// <summary>The claims that are released when their instance dies.</summary>
    public static readonly ClaimedRows Claims = new("notifications", "claimed_until = null");

    /// <summary>Longer than a sender may take: whoever holds a row is the only one at it.</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);

    /// <summary>Takes what an event has that is not sent and nobody else is at.</summary>
    /// <param name="eventId">The event.</param>
    /// <param name="again">Those that have failed for good are sent again too, unless somebody is at another one: then this is no replay, but a first attempt
    /// that was broken off.</param>
    /// <param name="ct">Ends the wait.</param>
    public async Task<EventNotifications> ClaimAsync(Guid eventId, bool again, CancellationToken ct)
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
                  and (status = 'queued' or (status = 'failed' and @again
                      and not exists (select from notifications other where other.event_id = @event_id and other.claimed_until > @now)))
                returning id
            )
            select n.id, n.channel, n.recipient, n.subject, n.body, n.text_body, n.status, n.error_message, n.id in (select id from claimed)
            from notifications n
            where n.event_id = @event_id
            order by n.channel
            """,
            [
                Sql.Param("event_id", eventId),
                Sql.Param("again", again),
                Sql.Param("now", now),
                Sql.Param("leased_until", leasedUntil),
                Sql.Param("claimed_by", owner.Number),
            ],
            row => Found(row, leasedUntil),
            ct);
        return Sum(rows, again);
    }

    /// <summary>Stores the notifications of an event, claimed; where another instance was first with one, it is that instance's.</summary>
    public async Task<EventNotifications> InsertClaimedAsync(Guid eventId, IReadOnlyList<NotificationDraft> drafts, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var leasedUntil = now + Lease;
        var ids = drafts.Select(_ => Guid.CreateVersion7(new DateTimeOffset(now))).ToArray();
        var ours = await database.WriteAsync(
            """
            with inserted as (
                insert into notifications (
                    id, user_id, order_id, channel, type, recipient, subject, body, text_body, status, event_id, claimed_until, claimed_by, created_at)
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
        var claimed = drafts.Zip(ids, (draft, id) => Claimed(id, draft, leasedUntil)).Where(notification => ours.Contains(notification.Id)).ToList();
        return new EventNotifications(claimed, Busy: ours.Count < drafts.Count, FailedBefore: null)
        {
            Any = true,
        };
    }

    /// <summary>The provider has taken it. That holds whoever has the row by now.</summary>
    /// <returns>False when the row names another message already: it was sent twice. Saying the same again is no fault: the answer
    /// to the first time may be lost.</returns>
    public Task<bool> RecordSentAsync(Guid id, string providerRef, DateTime sentAt, CancellationToken ct) => ExecuteAsync(
        """
        update notifications
        set status = 'sent', provider_ref = @provider_ref, error_message = null, sent_at = @sent_at, claimed_until = null, claimed_by = null
        where id = @id and (status <> 'sent' or provider_ref = @provider_ref)
        """,
        [Sql.Param("id", id), Sql.Param("provider_ref", providerRef), Sql.Param("sent_at", sentAt)],
        ct);

    /// <summary>It was not sent. The claim ends.</summary>
    /// <param name="claimed">The notification.</param>
    /// <param name="reason">Why, at most 1,000 characters.</param>
    /// <param name="forGood">Whether it has failed, or waits for another attempt.</param>
    /// <param name="ct">Ends the wait.</param>
    /// <returns>False when the lease ran out and another instance has taken it: then nothing is changed.</returns>
    public Task<bool> RecordFailureAsync(ClaimedNotification claimed, string reason, bool forGood, CancellationToken ct) => ExecuteAsync(
        """
        update notifications
        set status = @status, error_message = @error_message, claimed_until = null, claimed_by = null
        where id = @id and status = 'queued' and claimed_until = @leased_until
        """,
        [
            Sql.Param("id", claimed.Id),
            Sql.Param("status", forGood ? NotificationStatuses.Failed : NotificationStatuses.Queued),
            Sql.Param("error_message", reason),
            Sql.Param("leased_until", claimed.LeasedUntil),
        ],
        ct);

    private static FoundNotification Found(NpgsqlDataReader row, DateTime leasedUntil) =>
        new(Claimed(row, leasedUntil), row.GetString(6), Text(row, 7), IsClaimed: row.GetBoolean(8));

    private static EventNotifications Sum(List<FoundNotification> rows, bool again)
    {
        var claimed = rows.Where(row => row.IsClaimed).Select(row => row.Notification).ToList();
        var sum = new EventNotifications(claimed, Busy: false, FailedBefore: null) { Any = rows.Count > 0 };
        foreach (var row in rows.Where(row => !row.IsClaimed))
        {
            if (row.Status == NotificationStatuses.Failed && !again)
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

    private async Task<bool> ExecuteAsync(string sql, NpgsqlParameter[] parameters, CancellationToken ct) =>
        await database.ExecuteAsync(sql, parameters, ct) == 1;

    private readonly record struct FoundNotification(ClaimedNotification Notification, string Status, string? Error, bool IsClaimed);
}
