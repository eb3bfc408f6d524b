using System.Text.Json.Serialization;
using Tracker.Modules.Orders;
using Tracker.Platform.Http;

namespace Tracker.Systems.TaskTrackerOrders.Orders;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(UtcMillisecondsJsonConverter)])]
[JsonSerializable(typeof(CreatedOrderResponse))]
[JsonSerializable(typeof(OrderResponse))]
[JsonSerializable(typeof(StatusResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(ReadinessResponse))]
internal sealed partial class OrderJson : JsonSerializerContext;

/// <summary>A new order.</summary>
/// <param name="Id">The order's id.</param>
/// <param name="Status">Always <c>created</c>.</param>
/// <param name="Items">The items of the order.</param>
/// <param name="Total">The sum of all quantities times prices, with two decimals.</param>
public sealed record CreatedOrderResponse(Guid Id, string Status, IReadOnlyList<ItemResponse> Items, decimal Total)
{
    internal static CreatedOrderResponse From(Order order) =>
        new(order.Id, order.Status, [.. order.Lines.Select(ItemResponse.From)], order.TotalAmount);
}

/// <summary>An order.</summary>
/// <param name="Id">The order's id.</param>
/// <param name="Status">created, confirmed, shipped, delivered or cancelled.</param>
/// <param name="Items">The items of the order.</param>
/// <param name="Total">The sum of all quantities times prices, with two decimals.</param>
/// <param name="UserId">The id of the user who placed it.</param>
/// <param name="CreatedAt">The time it was placed, in UTC.</param>
public sealed record OrderResponse(
    Guid Id, string Status, IReadOnlyList<ItemResponse> Items, decimal Total, Guid UserId, DateTime CreatedAt)
{
    internal static OrderResponse From(Order order) =>
        new(order.Id, order.Status, [.. order.Lines.Select(ItemResponse.From)], order.TotalAmount, order.UserId, order.CreatedAt);
}

/// <summary>An item of an order.</summary>
/// <param name="ProductId">The product's id.</param>
/// <param name="Quantity">The quantity.</param>
/// <param name="Price">The price of one unit, with two decimals.</param>
public sealed record ItemResponse(string ProductId, long Quantity, decimal Price)
{
    internal static ItemResponse From(OrderLine line) => new(line.ProductId, line.Quantity, line.UnitPrice);
}

/// <summary>A change of status.</summary>
/// <param name="Id">The order's id.</param>
/// <param name="Status">The new status.</param>
/// <param name="UpdatedAt">The time of the change, in UTC.</param>
public sealed record StatusResponse(Guid Id, string Status, DateTime UpdatedAt);
