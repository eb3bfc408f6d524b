using System.Collections.Frozen;
using Tracker.Platform.Messaging;

namespace Tracker.Modules.Orders;

/// <summary>Who may make the transitions of an order.</summary>
public enum OrderMovers
{
    /// <summary>Only admins (document 003 §6.2).</summary>
    Admins,

    /// <summary>The order's customer.</summary>
    Owner,
}

/// <summary>The rules of a system's orders.</summary>
public sealed record OrderPolicy
{
    public required OrderLifeCycle LifeCycle { get; init; }

    public required OrderMovers Movers { get; init; }

    /// <summary>The allowed currencies; default: <see cref="IsoCodes.Currencies"/>.</summary>
    public FrozenSet<string> Currencies { get; init; } = IsoCodes.Currencies;

    /// <summary>The allowed countries; default: <see cref="IsoCodes.Countries"/>.</summary>
    public FrozenSet<string> Countries { get; init; } = IsoCodes.Countries;

    /// <summary>The max lines per order; default 1,000.</summary>
    public int MaxLines { get; init; } = 1_000;

    /// <summary>In Unicode code points; default 500 (document 003 §3.2).</summary>
    public int MaxNotesLength { get; init; } = 500;

    /// <summary>The event of a creation; default: null. A service with events has an <see cref="Outbox"/>.</summary>
    public Func<Order, OutboxMessage>? Created { get; init; }

    /// <summary>The event of a transition that sets <see cref="Order.ShippedAt"/>; default: null.</summary>
    public Func<Order, OutboxMessage>? Shipped { get; init; }

    internal bool HasEvents => Created is not null || Shipped is not null;
}
