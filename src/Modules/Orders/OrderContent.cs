namespace Tracker.Modules.Orders;

/// <summary>What a customer orders. The edge has read and checked it against the <see cref="OrderPolicy"/>.</summary>
/// <param name="Lines">At least one, at most <see cref="OrderPolicy.MaxLines"/>.</param>
/// <param name="ShippingAddress">Where it goes; null where the contract has no address.</param>
/// <param name="Currency">One of <see cref="OrderPolicy.Currencies"/>.</param>
/// <param name="Notes">Null for none.</param>
public sealed record OrderContent(IReadOnlyList<OrderLine> Lines, ShippingAddress? ShippingAddress = null, string Currency = "USD", string? Notes = null);
