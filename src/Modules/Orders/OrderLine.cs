namespace Tracker.Modules.Orders;

/// <summary>One line of an order (document 003 §3.2).</summary>
public sealed record OrderLine
{
    /// <summary>Takes a line; the edge has checked it.</summary>
    /// <param name="productId">Which product.</param>
    /// <param name="productName">What it is called; null where the contract has no name.</param>
    /// <param name="quantity">How many, at least 1.</param>
    /// <param name="unitPrice">What one costs, from 0 to <see cref="Money.Max"/>, with two places.</param>
    /// <exception cref="ArgumentException">It is no such line.</exception>
    public OrderLine(string productId, string? productName, long quantity, decimal unitPrice)
    {
        ArgumentException.ThrowIfNullOrEmpty(productId);
        ArgumentOutOfRangeException.ThrowIfLessThan(quantity, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(unitPrice);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(unitPrice, Money.Max);
        (ProductId, ProductName, Quantity, UnitPrice) = (productId, productName, quantity, Money.WithBothPlaces(unitPrice));
    }

    public string ProductId { get; }

    /// <summary>What it is called; null where the contract has no name.</summary>
    public string? ProductName { get; }

    /// <summary>How many, at least 1.</summary>
    public long Quantity { get; }

    /// <summary>What one costs, with two places.</summary>
    public decimal UnitPrice { get; }

    /// <summary>What the line costs: quantity times unit price, exactly. At most 9 × 10^26, so it cannot overflow.</summary>
    public decimal Subtotal => Quantity * UnitPrice;
}

/// <summary>Where an order goes (document 003 §3.2). The edge has checked lengths and the country.</summary>
/// <param name="Street">Street and number.</param>
/// <param name="City">The city.</param>
/// <param name="State">The state or region; null where there is none.</param>
/// <param name="ZipCode">The postal code.</param>
/// <param name="Country">One of the policy's countries.</param>
public sealed record ShippingAddress(string Street, string City, string? State, string ZipCode, string Country);
