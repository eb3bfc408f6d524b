using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Modules.Orders;

/// <summary>
/// The two statements of a list: the items of a page, and the number of items on all pages. They consist of constant texts only.
/// </summary>
internal static class OrderListQuery
{
    private static readonly PageOfIds Orders =
        new("orders", "o", "o.id, o.user_id, o.status, o.total_amount, o.currency, o.created_at, o.updated_at");

    /// <summary>The items of the page, in order.</summary>
    public static NpgsqlBatchCommand Items(ListOrdersQuery query)
    {
        var where = new SqlConditions()
            .AddIfSet("o.user_id = @user_id", "user_id", query.Filter.UserId)
            .AddIfSet("o.status = @status", "status", query.Filter.Status);
        return Orders.Items(where, Order(query.Sort), query.Page);
    }

    /// <summary>The number of items on all pages.</summary>
    public static NpgsqlBatchCommand Total(OrderFilter filter) =>
        FoldOrderCounts.Tables.Total(filter.UserId, new SqlConditions().AddIfSet("status = @status", "status", filter.Status));

    private static SqlOrder Order(OrderSort sort) => sort.Field switch
    {
        OrderSortField.CreatedAt => SqlOrder.By("created_at", sort.Direction),
        OrderSortField.UpdatedAt => SqlOrder.By("updated_at", sort.Direction),
        OrderSortField.TotalAmount => SqlOrder.By("total_amount", sort.Direction),
        // Statuses are few, so orders within one are sorted by the time of creation. The index that filters by status has both.
        OrderSortField.Status => new(
            [new("status", sort.Direction), .. SqlOrder.By("created_at", sort.Direction).Columns]),
    };
}
