using Npgsql;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Orders;

/// <summary>
/// The two statements of a list: the items of a page, and the number of items on all pages. They consist of constant texts only.
/// </summary>
internal static class OrderListQuery
{
    /// <summary>The items of the page, in order.</summary>
    public static NpgsqlBatchCommand Items(ListOrdersQuery query)
    {
        // Find the page's ids first, from an index alone where possible, so that the rows before the page are never read.
        var order = Order(query.Sort);
        var command = new NpgsqlBatchCommand(
            $"""
            select o.id, o.user_id, o.status, o.total_amount, o.currency, o.created_at, o.updated_at
            from (
                select o.id
                from orders o
                where {Where(query.Filter)}
                order by {order}
                limit @limit offset @offset
            ) page
            join orders o on o.id = page.id
            order by {order}
            """);
        AddFilter(command, query.Filter);
        command.Parameters.Add(Sql.Param("limit", query.Page.Size));
        command.Parameters.Add(Sql.Param("offset", query.Page.Offset));
        return command;
    }

    /// <summary>The number of items on all pages.</summary>
    public static NpgsqlBatchCommand Total(OrderFilter filter) =>
        FoldOrderCounts.Tables.Total(filter.UserId, filter.Status is { } status ? [("status = @status", Sql.Param("status", status))] : []);

    private static string Where(OrderFilter filter) => filter switch
    {
        { UserId: null, Status: null } => "true",
        { UserId: null } => "o.status = @status",
        { Status: null } => "o.user_id = @user_id",
        _ => "o.user_id = @user_id and o.status = @status",
    };

    private static void AddFilter(NpgsqlBatchCommand command, OrderFilter filter)
    {
        if (filter.UserId is { } user)
        {
            command.Parameters.Add(Sql.Param("user_id", user));
        }

        if (filter.Status is { } status)
        {
            command.Parameters.Add(Sql.Param("status", status));
        }
    }

    private static string Order(OrderSort sort)
    {
        var way = sort.Direction == SortDirection.Descending ? " desc" : "";
        var column = sort.Field switch
        {
            OrderSortField.CreatedAt => "o.created_at",
            OrderSortField.UpdatedAt => "o.updated_at",
            OrderSortField.TotalAmount => "o.total_amount",
            // Statuses are few, so orders within one are sorted by the time of creation. The index that filters by status has both.
            OrderSortField.Status => $"o.status{way}, o.created_at",
        };
        return $"{column}{way}, o.id{way}";
    }
}
