namespace Tracker.Modules.Orders;

/// <summary>An order (document 003 §3.2). Times are UTC in whole milliseconds.</summary>
public sealed class Order
{
    private Order(
        Guid id, Guid userId, string status, IReadOnlyList<OrderLine> lines, decimal totalAmount, string currency, DateTime createdAt) =>
        (Id, UserId, Status, Lines, TotalAmount, Currency, CreatedAt, UpdatedAt)
            = (id, userId, status, lines, totalAmount, currency, createdAt, createdAt);

    /// <summary>
    /// Random: it does not reveal the number of orders, and its first characters, by which customers know the order, differ. Lists are
    /// sorted by <see cref="CreatedAt"/>.
    /// </summary>
    public Guid Id { get; }

    public Guid UserId { get; }

    /// <summary>One of the life cycle's statuses.</summary>
    public string Status { get; private set; }

    /// <summary>At least one.</summary>
    public IReadOnlyList<OrderLine> Lines { get; }

    /// <summary>Null where the contract has no address.</summary>
    public ShippingAddress? ShippingAddress { get; private init; }

    /// <summary>The sum of all subtotals, with two decimal places.</summary>
    public decimal TotalAmount { get; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; }

    /// <summary>Null for none.</summary>
    public string? Notes { get; private init; }

    /// <summary>Null until the order is shipped, and where the contract has none.</summary>
    public string? TrackingNumber { get; private set; }

    public DateTime? ConfirmedAt { get; private set; }

    public DateTime? ShippedAt { get; private set; }

    public DateTime? DeliveredAt { get; private set; }

    /// <summary>Null in systems without cancellation.</summary>
    public DateTime? CancelledAt { get; private set; }

    public DateTime CreatedAt { get; }

    /// <summary>The time of the last transition.</summary>
    public DateTime UpdatedAt { get; private set; }

    /// <summary>Creates an order in the first status of the life cycle; null when its total is over <see cref="Money.Max"/>.</summary>
    /// <exception cref="ArgumentException">The policy does not allow the content, and the caller did not check it.</exception>
    internal static Order? Place(Guid id, Guid userId, OrderContent content, OrderPolicy policy, DateTime now)
    {
        if (content.Lines.Count == 0 || content.Lines.Count > policy.MaxLines || !policy.Currencies.Contains(content.Currency)
            || (content.ShippingAddress is { } address && !policy.Countries.Contains(address.Country)))
        {
            throw new ArgumentException("the order has lines, a currency and a country that the policy allows", nameof(content));
        }

        // Check each line first: the sum of lines that are too large could overflow.
        if (content.Lines.Any(line => line.Subtotal > Money.Max)
            || content.Lines.Sum(line => line.Subtotal) is var total && total > Money.Max)
        {
            return null;
        }

        return new Order(id, userId, policy.LifeCycle.Initial, content.Lines, total, content.Currency, now)
        {
            ShippingAddress = content.ShippingAddress,
            Notes = content.Notes,
        };
    }

    /// <summary>Creates an order from its row.</summary>
    internal static Order Restore(OrderRow row) =>
        new(row.Id, row.UserId, row.Status, row.Lines, row.TotalAmount, row.Currency, row.CreatedAt)
        {
            ShippingAddress = row.ShippingAddress,
            Notes = row.Notes,
            TrackingNumber = row.TrackingNumber,
            ConfirmedAt = row.ConfirmedAt,
            ShippedAt = row.ShippedAt,
            DeliveredAt = row.DeliveredAt,
            CancelledAt = row.CancelledAt,
            UpdatedAt = row.UpdatedAt,
        };

    /// <summary>The order as it was placed: only its status, tracking number and times ever change.</summary>
    internal Order AsPlaced(OrderPolicy policy) => new(Id, UserId, policy.LifeCycle.Initial, Lines, TotalAmount, Currency, CreatedAt)
    {
        ShippingAddress = ShippingAddress,
        Notes = Notes,
    };

    /// <summary>Makes a transition and sets its time.</summary>
    /// <returns>Null when the life cycle has no such transition; the order is then unchanged.</returns>
    internal OrderTransition? MoveTo(string status, OrderLifeCycle lifeCycle, string? trackingNumber, DateTime now)
    {
        if (lifeCycle.Find(Status, status) is not { } step)
        {
            return null;
        }

        (Status, UpdatedAt, TrackingNumber) = (status, now, trackingNumber ?? TrackingNumber);
        switch (step.Sets)
        {
            case OrderStamp.Confirmed:
                ConfirmedAt = now;
                break;
            case OrderStamp.Shipped:
                ShippedAt = now;
                break;
            case OrderStamp.Delivered:
                DeliveredAt = now;
                break;
            case OrderStamp.Cancelled:
                CancelledAt = now;
                break;
        }

        return step;
    }
}
