using System.Collections.Frozen;
using Tracker.Platform.Messaging;

namespace Tracker.Modules.Orders;

/// <summary>Who makes the transitions of an order.</summary>
public enum OrderMovers
{
    /// <summary>Only admins (document 003 §6.2).</summary>
    Admins,

    /// <summary>The customer whose order it is.</summary>
    Owner,
}

/// <summary>What one system wants of its orders.</summary>
public sealed record OrderPolicy
{
    /// <summary>Its statuses and the steps between them.</summary>
    public required OrderLifeCycle LifeCycle { get; init; }

    /// <summary>Who makes these steps.</summary>
    public required OrderMovers Movers { get; init; }

    /// <summary>The currencies orders may be in; the default is every one of <see cref="IsoCodes.Currencies"/>.</summary>
    public FrozenSet<string> Currencies { get; init; } = IsoCodes.Currencies;

    /// <summary>The countries orders may go to; the default is every one of <see cref="IsoCodes.Countries"/>.</summary>
    public FrozenSet<string> Countries { get; init; } = IsoCodes.Countries;

    /// <summary>The most lines of an order; the default is 1,000.</summary>
    public int MaxLines { get; init; } = 1_000;

    /// <summary>The longest notes, in Unicode code points; the default is 500 (document 003 §3.2).</summary>
    public int MaxNotesLength { get; init; } = 500;

    /// <summary>How long the answer to a request with an idempotency key is remembered; the default is 24 h.</summary>
    public TimeSpan IdempotencyLifetime { get; init; } = TimeSpan.FromHours(24);

    /// <summary>The event of a creation; null when it is told to nobody. With events, the service has an <see cref="Outbox"/>.</summary>
    public Func<Order, OutboxMessage>? Created { get; init; }

    /// <summary>The event of a step that sets <see cref="Order.ShippedAt"/>; as <see cref="Created"/>.</summary>
    public Func<Order, OutboxMessage>? Shipped { get; init; }

    internal bool HasEvents => Created is not null || Shipped is not null;
}
