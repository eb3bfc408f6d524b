namespace Tracker.Modules.Orders;

/// <summary>One line of an order (document 003 §3.2).</summary>
public sealed record OrderLine
{
    /// <summary>The caller has checked the values.</summary>
    /// <param name="productName">Null where the contract has no name.</param>
    /// <param name="quantity">Min 1.</param>
    /// <param name="unitPrice">From 0 to <see cref="Money.Max"/>, with two decimal places.</param>
    /// <exception cref="ArgumentException">A value is invalid.</exception>
    public OrderLine(string productId, string? productName, long quantity, decimal unitPrice)
    {
        ArgumentException.ThrowIfNullOrEmpty(productId);
        ArgumentOutOfRangeException.ThrowIfLessThan(quantity, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(unitPrice);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(unitPrice, Money.Max);
        (ProductId, ProductName, Quantity, UnitPrice) = (productId, productName, quantity, Money.WithBothPlaces(unitPrice));
    }

    public string ProductId { get; }

    /// <summary>Null where the contract has no name.</summary>
    public string? ProductName { get; }

    /// <summary>Min 1.</summary>
    public long Quantity { get; }

    /// <summary>With two decimal places.</summary>
    public decimal UnitPrice { get; }

    /// <summary>Quantity times unit price, exactly. At most 9 × 10^26, so it cannot overflow.</summary>
    public decimal Subtotal => Quantity * UnitPrice;
}

/// <summary>The destination of an order (document 003 §3.2). The caller has checked lengths and the country.</summary>
/// <param name="State">State or region; null when there is none.</param>
/// <param name="Country">One of the policy's countries.</param>
public sealed record ShippingAddress(string Street, string City, string? State, string ZipCode, string Country);
