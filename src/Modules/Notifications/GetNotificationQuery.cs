using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;

namespace Tracker.Modules.Notifications;

/// <summary>Reads a notification (document 003 §4.3).</summary>
/// <param name="Reader">A user reads only their own; admins and services read all.</param>
public sealed record GetNotificationQuery(Guid Id, Actor Reader);

public enum GetNotificationFailure
{
    /// <summary>The notification does not exist, or the reader may not see it.</summary>
    NotFound,
}

public sealed class GetNotificationHandler
{
    private readonly Database database;

    internal GetNotificationHandler(Database database) => this.database = database;

    public async Task<Outcome<Notification, GetNotificationFailure>> Handle(GetNotificationQuery query, CancellationToken ct)
    {
        var found = await database.ReadAsync(
            $"select {NotificationRow.Columns} from notifications n where n.id = @id and (n.user_id = @user_id or @user_id is null)",
            [Sql.Param("id", query.Id), Sql.Param("user_id", query.Reader.ReadsOnly())],
            row => new NotificationRow(row).Whole(),
            ct);
        return found is [var notification] ? notification : GetNotificationFailure.NotFound;
    }
}
