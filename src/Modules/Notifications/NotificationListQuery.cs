using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Notifications;

/// <summary>
/// The two statements of a list: the items of a page, and the number of items on all pages. They consist of constant texts only.
/// </summary>
internal static class NotificationListQuery
{
    private static readonly PageOfIds Notifications = new("notifications", "n", NotificationRow.SummaryColumns);
    private static readonly SqlOrder Newest = SqlOrder.By("created_at", SortDirection.Descending);

    /// <summary>The items of the page, in order.</summary>
    public static NpgsqlBatchCommand Items(ListNotificationsQuery query) =>
        Notifications.Items(Where(query.Filter), Newest, query.Page);

    /// <summary>The number of items on all pages. Only those of one order are counted by rows: they are few.</summary>
    public static NpgsqlBatchCommand Total(NotificationFilter filter) => filter.OrderId is null
        ? FoldNotificationCounts.Tables.Total(filter.UserId, new SqlConditions().AddIfSet("channel = @channel", "channel", filter.Channel))
        : Notifications.Count(Where(filter));

    private static SqlConditions Where(NotificationFilter filter) => new SqlConditions()
        .AddIfSet("n.user_id = @user_id", "user_id", filter.UserId)
        .AddIfSet("n.channel = @channel", "channel", filter.Channel)
        .AddIfSet("n.order_id = @order_id", "order_id", filter.OrderId);
}
