using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;

namespace Tracker.Modules.Notifications;

/// <summary>The filter of a list: a notification must meet every given condition.</summary>
/// <param name="UserId">Null for all users.</param>
/// <param name="Channel">Null for any.</param>
/// <param name="OrderId">Null for any.</param>
public sealed record NotificationFilter(Guid? UserId, string? Channel = null, Guid? OrderId = null);

/// <summary>Reads a page of notifications, newest first.</summary>
/// <param name="Reader">Users list only their own, whatever the filter; admins list everyone's.</param>
public sealed record ListNotificationsQuery(Actor Reader, NotificationFilter Filter, PageRequest Page);

/// <summary>Lists notifications. It has no expected failure; a query over the statement timeout is a
/// <see cref="PostgresException"/>.</summary>
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
