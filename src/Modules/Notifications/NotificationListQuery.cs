using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Notifications;

/// <summary>The two statements of a list: the items of a page, and how many items all pages have. They are composed from constant texts only.</summary>
internal static class NotificationListQuery
{
    /// <summary>The items of the page, in order.</summary>
    public static NpgsqlBatchCommand Items(ListNotificationsQuery query)
    {
        // Finds the page's ids first, from an index alone where it can, so that the rows before the page are never read.
        var command = new NpgsqlBatchCommand(
            $"""
            select {NotificationRow.SummaryColumns}
            from (
                select n.id
                from notifications n
                where {Where(query.Filter)}
                order by n.created_at desc, n.id desc
                limit @limit offset @offset
            ) page
            join notifications n on n.id = page.id
            order by n.created_at desc, n.id desc
            """);
        AddFilter(command, query.Filter);
        command.Parameters.Add(Sql.Param("limit", query.Page.Size));
        command.Parameters.Add(Sql.Param("offset", query.Page.Offset));
        return command;
    }

    /// <summary>How many items all pages have; an order has a handful, which are counted.</summary>
    public static NpgsqlBatchCommand Total(NotificationFilter filter)
    {
        if (filter.OrderId is null)
        {
            return FoldNotificationCounts.Tables.Total(
                filter.UserId, filter.Channel is { } channel ? [("channel = @channel", Sql.Param("channel", channel))] : []);
        }

        var command = new NpgsqlBatchCommand($"select count(*) from notifications n where {Where(filter)}");
        AddFilter(command, filter);
        return command;
    }

    private static string Where(NotificationFilter filter)
    {
        var conditions = new List<string>(3);
        if (filter.UserId is not null)
        {
            conditions.Add("n.user_id = @user_id");
        }

        if (filter.Channel is not null)
        {
            conditions.Add("n.channel = @channel");
        }

        if (filter.OrderId is not null)
        {
            conditions.Add("n.order_id = @order_id");
        }

        return conditions.Count == 0 ? "true" : string.Join(" and ", conditions);
    }

    private static void AddFilter(NpgsqlBatchCommand command, NotificationFilter filter)
    {
        if (filter.UserId is { } user)
        {
            command.Parameters.Add(Sql.Param("user_id", user));
        }

        if (filter.Channel is { } channel)
        {
            command.Parameters.Add(Sql.Param("channel", channel));
        }

        if (filter.OrderId is { } order)
        {
            command.Parameters.Add(Sql.Param("order_id", order));
        }
    }
}
