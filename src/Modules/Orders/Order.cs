namespace Tracker.Modules.Orders;

/// <summary>An order (document 003 §3.2). Times are UTC in whole milliseconds.</summary>
public sealed class Order
{
    private Order(Guid id, Guid userId, string status, IReadOnlyList<OrderLine> lines, decimal totalAmount, string currency, DateTime createdAt) =>
        (Id, UserId, Status, Lines, TotalAmount, Currency, CreatedAt, UpdatedAt) = (id, userId, status, lines, totalAmount, currency, createdAt, createdAt);

    /// <summary>Random: it tells nobody how many orders there are, and its first characters, by which customers know the order, differ. Lists
    /// go by <see cref="CreatedAt"/>.</summary>
    public Guid Id { get; }

    public Guid UserId { get; }

    /// <summary>One of the life cycle's statuses.</summary>
    public string Status { get; private set; }

    /// <summary>What was ordered; at least one line.</summary>
    public IReadOnlyList<OrderLine> Lines { get; }

    /// <summary>Where it goes; null where the contract has no address.</summary>
    public ShippingAddress? ShippingAddress { get; private init; }

    /// <summary>The sum of all subtotals, with two places.</summary>
    public decimal TotalAmount { get; }

    /// <summary>ISO 4217.</summary>
    public string Currency { get; }

    /// <summary>What the customer added; null for nothing.</summary>
    public string? Notes { get; private init; }

    /// <summary>How to follow the parcel; null until it is shipped, and where the contract has none.</summary>
    public string? TrackingNumber { get; private set; }

    public DateTime? ConfirmedAt { get; private set; }

    public DateTime? ShippedAt { get; private set; }

    public DateTime? DeliveredAt { get; private set; }

    /// <summary>When it was cancelled, in systems where that can happen.</summary>
    public DateTime? CancelledAt { get; private set; }

    public DateTime CreatedAt { get; }

    /// <summary>When it last took a step.</summary>
    public DateTime UpdatedAt { get; private set; }

    /// <summary>A new order in the first status of the life cycle; null when its total does not fit <see cref="Money.Max"/>.</summary>
    /// <exception cref="ArgumentException">The content is none that the policy allows: the edge has let it through.</exception>
    internal static Order? Place(Guid id, Guid userId, OrderContent content, OrderPolicy policy, DateTime now)
    {
        if (content.Lines.Count == 0 || content.Lines.Count > policy.MaxLines || !policy.Currencies.Contains(content.Currency)
            || (content.ShippingAddress is { } address && !policy.Countries.Contains(address.Country)))
        {
            throw new ArgumentException("the order has lines, a currency and a country that the policy allows", nameof(content));
        }

        // Line by line first: the sum of lines that are too large each may be too large for any number.
        if (content.Lines.Any(line => line.Subtotal > Money.Max) || content.Lines.Sum(line => line.Subtotal) is var total && total > Money.Max)
        {
            return null;
        }

        return new Order(id, userId, policy.LifeCycle.Initial, content.Lines, total, content.Currency, now)
        {
            ShippingAddress = content.ShippingAddress,
            Notes = content.Notes,
        };
    }

    /// <summary>An order as it was stored.</summary>
    internal static Order Restore(OrderRow row) => new(row.Id, row.UserId, row.Status, row.Lines, row.TotalAmount, row.Currency, row.CreatedAt)
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

    /// <summary>The order as it was when it was placed: what it says never changes, only how far it has come.</summary>
    internal Order AsPlaced(OrderPolicy policy) => new(Id, UserId, policy.LifeCycle.Initial, Lines, TotalAmount, Currency, CreatedAt)
    {
        ShippingAddress = ShippingAddress,
        Notes = Notes,
    };

    /// <summary>Takes a step of the life cycle and sets its time.</summary>
    /// <returns>The step; null when the life cycle has none from here to there, and the order stays as it was.</returns>
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
