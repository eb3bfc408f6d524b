using System.Text.Json.Serialization;
using Tracker.Modules.Orders;
using Tracker.Platform.Http;

namespace Tracker.Systems.ShopFlow.Orders;

/// <summary>The source-generated contracts of everything order-service reads and answers.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, Converters = [typeof(UtcMillisecondsJsonConverter)])]
[JsonSerializable(typeof(OrderResponse))]
[JsonSerializable(typeof(OrderPageResponse))]
[JsonSerializable(typeof(StatusResponse))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(ReadinessResponse))]
internal sealed partial class OrderJson : JsonSerializerContext;

/// <summary>An order (document 003 §3.2).</summary>
/// <param name="Id">The order's id.</param>
/// <param name="UserId">Whose it is.</param>
/// <param name="Status">pending, confirmed, shipped or delivered.</param>
/// <param name="Items">What was ordered.</param>
/// <param name="ShippingAddress">Where it goes.</param>
/// <param name="TotalAmount">The sum of all subtotals, with two decimals.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="Notes">What the customer added; null for nothing.</param>
/// <param name="ConfirmedAt">When it was confirmed, in UTC; null before.</param>
/// <param name="ShippedAt">When it was shipped, in UTC; null before.</param>
/// <param name="DeliveredAt">When it was delivered, in UTC; null before.</param>
/// <param name="CreatedAt">When it was placed, in UTC.</param>
/// <param name="UpdatedAt">When it last took a step, in UTC.</param>
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
        [.. order.Lines.Select(line => new ItemResponse(Guid.Parse(line.ProductId), line.ProductName ?? "", line.Quantity, line.UnitPrice, line.Subtotal))],
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

/// <summary>Where an order goes.</summary>
/// <param name="Street">Street and number.</param>
/// <param name="City">The city.</param>
/// <param name="State">The state; null where there is none.</param>
/// <param name="ZipCode">The postal code.</param>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
public sealed record AddressResponse(string Street, string City, string? State, string ZipCode, string Country)
{
    internal static AddressResponse From(ShippingAddress address) => new(address.Street, address.City, address.State, address.ZipCode, address.Country);
}

/// <summary>A line of an order.</summary>
/// <param name="ProductId">Which product.</param>
/// <param name="ProductName">What it is called.</param>
/// <param name="Quantity">How many.</param>
/// <param name="UnitPrice">What one costs, with two decimals.</param>
/// <param name="Subtotal">Quantity times unit price, with two decimals.</param>
public sealed record ItemResponse(Guid ProductId, string ProductName, long Quantity, decimal UnitPrice, decimal Subtotal);

/// <summary>A page of orders.</summary>
/// <param name="Data">The orders of this page; none past the end.</param>
/// <param name="Pagination">Where the page stands.</param>
public sealed record OrderPageResponse(IReadOnlyList<OrderSummaryResponse> Data, PaginationResponse Pagination);

/// <summary>What a list tells of an order.</summary>
/// <param name="Id">The order's id.</param>
/// <param name="Status">pending, confirmed, shipped or delivered.</param>
/// <param name="TotalAmount">What it costs, with two decimals.</param>
/// <param name="Currency">ISO 4217.</param>
/// <param name="CreatedAt">When it was placed, in UTC.</param>
public sealed record OrderSummaryResponse(
    Guid Id, string Status, decimal TotalAmount, string Currency, DateTime CreatedAt);

/// <summary>The step that was taken: the status, the one time it set, and when the order was changed.</summary>
/// <param name="Id">The order's id.</param>
/// <param name="Status">Its status from now on.</param>
/// <param name="UpdatedAt">The time of the step, in UTC.</param>
/// <param name="ConfirmedAt">There when the order was confirmed now.</param>
/// <param name="ShippedAt">There when the order was shipped now.</param>
/// <param name="DeliveredAt">There when the order was delivered now.</param>
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
        var told = new StatusResponse(order.Id, order.Status, order.UpdatedAt);
        return order switch
        {
            { DeliveredAt: { } at } => told with { DeliveredAt = at },
            { ShippedAt: { } at } => told with { ShippedAt = at },
            _ => told with { ConfirmedAt = order.ConfirmedAt },
        };
    }
}
