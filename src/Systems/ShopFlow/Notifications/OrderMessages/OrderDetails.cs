namespace Tracker.Systems.ShopFlow.Notifications.OrderMessages;

/// <summary>The part of an order that notification-service reads (document 003 §3.2, §7.2).</summary>
internal sealed record OrderDetails(
    Guid Id,
    Guid UserId,
    IReadOnlyList<OrderDetails.Line> Items,
    OrderDetails.Address ShippingAddress,
    decimal TotalAmount,
    string Currency,
    string? Notes,
    DateTime? ShippedAt,
    DateTime CreatedAt)
{
    internal sealed record Line(string ProductName, long Quantity, decimal UnitPrice, decimal Subtotal);

    internal sealed record Address(string Street, string City, string? State, string ZipCode, string Country);
}
