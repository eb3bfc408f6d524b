using Tracker.Platform.Persistence;
using Tracker.Platform.Security;

namespace Tracker.Modules.Notifications;

/// <summary>Reads a notification (document 003 §4.3).</summary>
/// <param name="Id">Which one.</param>
/// <param name="Reader">Who asks. A user does not learn whether somebody else's exists; admins and services read all.</param>
public sealed record GetNotificationQuery(Guid Id, Actor Reader);

/// <summary>Reads single notifications.</summary>
public sealed class GetNotificationHandler
{
    private readonly Database database;

    internal GetNotificationHandler(Database database) => this.database = database;

    /// <summary>Reads one.</summary>
    /// <returns>Null when there is none that the query allows.</returns>
    public async Task<Notification?> Handle(GetNotificationQuery query, CancellationToken ct)
    {
        await using var command = database.Reads.CreateCommand(
            $"select {NotificationRow.Columns} from notifications n where n.id = @id and (n.user_id = @user_id or @user_id is null)");
        command.Parameters.AddRange(new[] { Sql.Param("id", query.Id), Sql.Param("user_id", query.Reader.ReadsOnly()) });
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? new NotificationRow(reader).Whole() : null;
    }
}
