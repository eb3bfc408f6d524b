using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskManager.Notifications;

/// <summary>How far an event was handled before.</summary>
internal enum EntryState
{
    New,

    /// <summary>An earlier attempt ended before the event was recorded as logged; its line may be in the log.</summary>
    Begun,

    Logged,
}

/// <summary>The table <c>notification_entries</c>: what was notified, for the users.</summary>
internal sealed class NotificationEntries(Database database, TimeProvider clock)
{
    /// <summary>Stores the entry of an event, unless an earlier attempt did.</summary>
    public async Task<EntryState> AddAsync(TaskCreatedMessage message, CancellationToken ct)
    {
        var added = await database.ExecuteAsync(
            """
            insert into notification_entries (event_id, event_type, user_id, task_id, title, created_at)
            values (@event_id, @event_type, @user_id, @task_id, @title, @created_at)
            on conflict (event_id) do nothing
            """,
            [
                Sql.Param("event_id", message.EventId),
                Sql.Param("event_type", TaskManagerEvents.TaskCreatedType),
                Sql.Param("user_id", message.UserId),
                Sql.Param("task_id", message.TaskId),
                Sql.Param("title", message.Title),
                Sql.Param("created_at", message.At),
            ],
            ct);
        if (added == 1)
        {
            return EntryState.New;
        }

        var logged = await database.ReadAsync(
            "select logged_at is not null from notification_entries where event_id = @event_id",
            [Sql.Param("event_id", message.EventId)],
            row => row.GetBoolean(0),
            ct);
        return logged is [true] ? EntryState.Logged : EntryState.Begun;
    }

    public Task MarkLoggedAsync(Guid eventId, CancellationToken ct) => database.ExecuteAsync(
        "update notification_entries set logged_at = @now where event_id = @event_id",
        [Sql.Param("event_id", eventId), Sql.Param("now", clock.UtcNow())],
        ct);

    /// <summary>The notifications of a user, newest first.</summary>
    public Task<List<NotificationResponse>> ListAsync(long userId, PageRequest part, CancellationToken ct) => database.ReadAsync(
        """
        select id, event_type, task_id, title, created_at from notification_entries
        where user_id = @user_id
        order by created_at desc, id desc
        limit @size offset @offset
        """,
        [Sql.Param("user_id", userId), Sql.Param("size", part.Size), Sql.Param("offset", part.Offset)],
        row => new NotificationResponse(row.GetInt64(0), row.GetString(1), row.GetInt64(2), row.GetString(3), row.GetDateTime(4)),
        ct);

    public async Task<long> CountBeforeAsync(DateTime time, CancellationToken ct) => (await database.ReadAsync(
        "select count(*) from notification_entries where created_at < @time", [Sql.Param("time", time)], row => row.GetInt64(0), ct))[0];

    public Task<int> DeleteBeforeAsync(DateTime time, int max, CancellationToken ct) => database.ExecuteAsync(
        """
        delete from notification_entries
        where id = any (array(
            select id from notification_entries where created_at < @time order by created_at limit @max for update skip locked))
        """,
        [Sql.Param("time", time), Sql.Param("max", max)],
        ct);
}
