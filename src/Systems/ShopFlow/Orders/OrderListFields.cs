using Microsoft.AspNetCore.Http;
using Tracker.Modules.Orders;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.ShopFlow.Orders;

/// <summary>Reads the query of the order list (document 003 §4.2).</summary>
internal sealed class OrderListFields(IQueryCollection query)
{
    private const string AllUsers = "all";
    private const string Own = "own";

    private static readonly Dictionary<string, OrderSortField> SortFields = new(StringComparer.Ordinal)
    {
        ["created_at"] = OrderSortField.CreatedAt,
        ["updated_at"] = OrderSortField.UpdatedAt,
        ["total_amount"] = OrderSortField.TotalAmount,
        ["status"] = OrderSortField.Status,
    };

    private readonly QueryFields fields = new(query);

    public static QueryParameter[] Description { get; } =
    [
        QueryParameter.Number("page", "The page number, starting at 1.", 1, 1, int.MaxValue),
        QueryParameter.Number("limit", "Orders per page.", 20, 1, 100),
        QueryParameter.Word("status", "Only orders with this status.", OrderPolicies.LifeCycle.Statuses),
        QueryParameter.Word(
            "sort_by", "The field to sort by; created_at by default. Statuses sort alphabetically.", [.. SortFields.Keys]),
        QueryParameter.Word("sort_dir", "asc or desc; desc by default.", "asc", "desc"),
        QueryParameter.Word("scope", "`all` for the orders of all users; requires an admin.", Own, AllUsers),
        QueryParameter.Id("user_id", "Only orders of this user. Another user's orders require an admin."),
    ];

    public FaultList Faults => fields.Faults;

    public PageNumber Page() => new(fields.Number("page", 1, 1, int.MaxValue), fields.Number("limit", 20, 1, 100));

    public OrderSort Sort() => new(
        SortFields[fields.Word("sort_by", SortFields.Keys) ?? "created_at"],
        fields.Word("sort_dir", ["asc", "desc"]) == "asc" ? SortDirection.Ascending : SortDirection.Descending);

    /// <summary>Does not check permissions.</summary>
    public OrderFilter Filter(Caller caller)
    {
        var allUsers = fields.Word("scope", [Own, AllUsers]) == AllUsers;
        var user = fields.Id("user_id");
        return new OrderFilter(allUsers ? user : user ?? caller.UserId, fields.Word("status", OrderPolicies.LifeCycle.Statuses));
    }
}
