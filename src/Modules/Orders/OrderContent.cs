namespace Tracker.Modules.Orders;

/// <summary>The content of a new order. The caller has checked it against the <see cref="OrderPolicy"/>.</summary>
/// <param name="Lines">Min 1, max <see cref="OrderPolicy.MaxLines"/>.</param>
/// <param name="ShippingAddress">Null where the contract has no address.</param>
/// <param name="Currency">One of <see cref="OrderPolicy.Currencies"/>.</param>
/// <param name="Notes">Null for none.</param>
public sealed record OrderContent(
    IReadOnlyList<OrderLine> Lines, ShippingAddress? ShippingAddress = null, string Currency = "USD", string? Notes = null);
