using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;

namespace Tracker.Modules.Notifications;

/// <summary>Reads a notification (document 003 §4.3).</summary>
/// <param name="Id">Which one.</param>
/// <param name="Reader">Who asks. A user does not learn whether somebody else's exists; admins and services read all.</param>
public sealed record GetNotificationQuery(Guid Id, Actor Reader);

/// <summary>Why a notification is not shown.</summary>
public enum GetNotificationFailure
{
    /// <summary>There is none that the query allows.</summary>
    NotFound,
}

/// <summary>Reads single notifications.</summary>
public sealed class GetNotificationHandler
{
    private readonly Database database;

    internal GetNotificationHandler(Database database) => this.database = database;

    /// <summary>Reads one.</summary>
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
