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
    private const string Everybody = "all";
    private const string Mine = "own";

    private static readonly Dictionary<string, OrderSortField> SortFields = new(StringComparer.Ordinal)
    {
        ["created_at"] = OrderSortField.CreatedAt,
        ["updated_at"] = OrderSortField.UpdatedAt,
        ["total_amount"] = OrderSortField.TotalAmount,
        ["status"] = OrderSortField.Status,
    };

    private readonly QueryFields fields = new(query);

    /// <summary>The parameters, for the API document.</summary>
    public static QueryParameter[] Description { get; } =
    [
        QueryParameter.Number("page", "The page, from 1.", 1, 1, int.MaxValue),
        QueryParameter.Number("limit", "Orders a page.", 20, 1, 100),
        QueryParameter.Word("status", "Only orders in this status.", OrderPolicies.LifeCycle.Statuses),
        QueryParameter.Word("sort_by", "Sorted by this; created_at unless given. Statuses sort by letter.", [.. SortFields.Keys]),
        QueryParameter.Word("sort_dir", "asc or desc; desc unless given.", "asc", "desc"),
        QueryParameter.Word("scope", "`all` for everybody's orders; for admins only.", Mine, Everybody),
        QueryParameter.Id("user_id", "This user's orders; somebody else's for admins only."),
    ];

    public FaultList Faults => fields.Faults;

    public PageNumber Page() => new(fields.Number("page", 1, 1, int.MaxValue), fields.Number("limit", 20, 1, 100));

    public OrderSort Sort() => new(
        SortFields[fields.Word("sort_by", SortFields.Keys) ?? "created_at"],
        fields.Word("sort_dir", ["asc", "desc"]) == "asc" ? SortDirection.Ascending : SortDirection.Descending);

    /// <summary>Which orders; whether the caller may see them is another question.</summary>
    public OrderFilter Filter(Caller caller)
    {
        var everybody = fields.Word("scope", [Mine, Everybody]) == Everybody;
        var user = fields.Id("user_id");
        return new OrderFilter(everybody ? user : user ?? caller.UserId, fields.Word("status", OrderPolicies.LifeCycle.Statuses));
    }
}
