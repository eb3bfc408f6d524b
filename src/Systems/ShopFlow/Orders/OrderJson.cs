using System.Text.Json.Serialization;
using Tracker.Modules.Orders;
using Tracker.Platform.Http;

namespace Tracker.Systems.ShopFlow.Orders;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(UtcMillisecondsJsonConverter)])]
[JsonSerializable(typeof(OrderResponse))]
[JsonSerializable(typeof(OrderPageResponse))]
[JsonSerializable(typeof(StatusResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(ReadinessResponse))]
internal sealed partial class OrderJson : JsonSerializerContext;

/// <summary>An order (document 003 §3.2).</summary>
/// <param name="Id">The order's id.</param>
/// <param name="UserId">The customer's id.</param>
/// <param name="Status">pending, confirmed, shipped or delivered.</param>
/// <param name="Items">The lines of the order.</param>
/// <param name="ShippingAddress">The shipping address.</param>
/// <param name="TotalAmount">The sum of all subtotals, with two decimals.</param>
/// <param name="Currency">An ISO 4217 code.</param>
/// <param name="Notes">The customer's notes; null when there are none.</param>
/// <param name="ConfirmedAt">The time it was confirmed, in UTC; null until then.</param>
/// <param name="ShippedAt">The time it was shipped, in UTC; null until then.</param>
/// <param name="DeliveredAt">The time it was delivered, in UTC; null until then.</param>
/// <param name="CreatedAt">The time it was placed, in UTC.</param>
/// <param name="UpdatedAt">The time of the last change of status, in UTC.</param>
public sealed record OrderResponse(
    Guid Id,
    Guid UserId,
    string Status,
    IReadOnlyList<ItemResponse> Items,
    AddressResponse ShippingAddress,
    decimal TotalAmount,
    string Currency,
    string? Notes,
    DateTime? ConfirmedAt,
    DateTime? ShippedAt,
    DateTime? DeliveredAt,
    DateTime CreatedAt,
    DateTime UpdatedAt)
{
    internal static OrderResponse From(Order order) => new(
        order.Id,
        order.UserId,
        order.Status,
        [.. order.Lines.Select(ItemResponse.From)],
        AddressResponse.From(order.ShippingAddress ?? throw new InvalidOperationException("In this system every order has an address.")),
        order.TotalAmount,
        order.Currency,
        order.Notes,
        order.ConfirmedAt,
        order.ShippedAt,
        order.DeliveredAt,
        order.CreatedAt,
        order.UpdatedAt);
}

/// <summary>A shipping address.</summary>
/// <param name="Street">Street and number.</param>
/// <param name="City">The city.</param>
/// <param name="State">The state; null in countries without states.</param>
/// <param name="ZipCode">The postal code.</param>
/// <param name="Country">An ISO 3166-1 alpha-2 code.</param>
public sealed record AddressResponse(string Street, string City, string? State, string ZipCode, string Country)
{
    internal static AddressResponse From(ShippingAddress address) =>
        new(address.Street, address.City, address.State, address.ZipCode, address.Country);
}

/// <summary>A line of an order.</summary>
/// <param name="ProductId">The product's id.</param>
/// <param name="ProductName">The product's name.</param>
/// <param name="Quantity">The quantity.</param>
/// <param name="UnitPrice">The price of one unit, with two decimals.</param>
/// <param name="Subtotal">Quantity times unit price, with two decimals.</param>
public sealed record ItemResponse(Guid ProductId, string ProductName, long Quantity, decimal UnitPrice, decimal Subtotal)
{
    internal static ItemResponse From(OrderLine line) =>
        new(Guid.Parse(line.ProductId), line.ProductName ?? "", line.Quantity, line.UnitPrice, line.Subtotal);
}

/// <summary>A page of orders.</summary>
/// <param name="Data">The orders of this page; empty past the end.</param>
/// <param name="Pagination">The position of the page in the list.</param>
public sealed record OrderPageResponse(IReadOnlyList<OrderSummaryResponse> Data, PaginationResponse Pagination);

/// <summary>An order in a list.</summary>
/// <param name="Id">The order's id.</param>
/// <param name="Status">pending, confirmed, shipped or delivered.</param>
/// <param name="TotalAmount">The sum of all subtotals, with two decimals.</param>
/// <param name="Currency">An ISO 4217 code.</param>
/// <param name="CreatedAt">The time it was placed, in UTC.</param>
public sealed record OrderSummaryResponse(
    Guid Id, string Status, decimal TotalAmount, string Currency, DateTime CreatedAt);

/// <summary>A change of status, with the time that it set.</summary>
/// <param name="Id">The order's id.</param>
/// <param name="Status">The new status.</param>
/// <param name="UpdatedAt">The time of the change, in UTC.</param>
/// <param name="ConfirmedAt">Present when this request confirmed the order.</param>
/// <param name="ShippedAt">Present when this request shipped the order.</param>
/// <param name="DeliveredAt">Present when this request delivered the order.</param>
public sealed record StatusResponse(
    [property: JsonPropertyOrder(1)] Guid Id,
    [property: JsonPropertyOrder(2)] string Status,
    [property: JsonPropertyOrder(6)] DateTime UpdatedAt,
    [property: JsonPropertyOrder(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? ConfirmedAt = null,
    [property: JsonPropertyOrder(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? ShippedAt = null,
    [property: JsonPropertyOrder(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] DateTime? DeliveredAt = null)
{
    internal static StatusResponse From(Order order)
    {
        var response = new StatusResponse(order.Id, order.Status, order.UpdatedAt);
        return order switch
        {
            { DeliveredAt: { } at } => response with { DeliveredAt = at },
            { ShippedAt: { } at } => response with { ShippedAt = at },
            _ => response with { ConfirmedAt = order.ConfirmedAt },
        };
    }
}
