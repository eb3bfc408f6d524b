using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;

namespace Tracker.Modules.Notifications;

/// <summary>Which notifications a list has: those that meet every condition given.</summary>
/// <param name="UserId">Whom they tell; null for everybody's.</param>
/// <param name="Channel">How they go; null for any way.</param>
/// <param name="OrderId">Which order they are about; null for any.</param>
public sealed record NotificationFilter(Guid? UserId, string? Channel = null, Guid? OrderId = null);

/// <summary>Reads a page of notifications, the newest first.</summary>
/// <param name="Reader">Who asks. Users list their own, whatever the filter; admins list everybody's.</param>
/// <param name="Filter">Which notifications.</param>
/// <param name="Page">Which part.</param>
public sealed record ListNotificationsQuery(Actor Reader, NotificationFilter Filter, PageRequest Page);

/// <summary>
/// Lists notifications. Nothing about it fails expectedly; what takes longer than the database's statement timeout is a <see cref="PostgresException"/>.
/// </summary>
public sealed class ListNotificationsHandler
{
    private readonly Database database;

    internal ListNotificationsHandler(Database database) => this.database = database;

    /// <summary>Reads one page and the exact number of notifications on all pages, in one round trip.</summary>
    public Task<Page<NotificationSummary>> Handle(ListNotificationsQuery query, CancellationToken ct)
    {
        var allowed = query with { Filter = query.Filter with { UserId = query.Reader.ReadsOnly() ?? query.Filter.UserId } };
        return database.ReadPageAsync(
            NotificationListQuery.Total(allowed.Filter),
            NotificationListQuery.Items(allowed),
            row => new NotificationRow(row).Summary(),
            ct);
    }
}
