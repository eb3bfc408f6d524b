namespace Tracker.Modules.Orders;

/// <summary>The time of an order that a transition sets.</summary>
public enum OrderStamp
{
    Confirmed,

    Shipped,

    Delivered,

    Cancelled,
}

/// <summary>A transition between two statuses.</summary>
/// <param name="Sets">The time it sets.</param>
public sealed record OrderTransition(string From, string To, OrderStamp Sets);

/// <summary>
/// The statuses of a system's orders and the transitions between them (document 003 §6). No transition goes back, so an order makes only a
/// few.
/// </summary>
public sealed class OrderLifeCycle
{
    private readonly IReadOnlyList<OrderTransition> transitions;

    /// <param name="initial">The status of a new order.</param>
    /// <param name="transitions">All others are rejected.</param>
    public OrderLifeCycle(string initial, params IReadOnlyList<OrderTransition> transitions)
    {
        (Initial, this.transitions) = (initial, transitions);
        Statuses = [.. transitions.SelectMany(step => new[] { step.From, step.To }).Prepend(initial).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The status of a new order.</summary>
    public string Initial { get; }

    /// <summary>All statuses, the initial one first.</summary>
    public IReadOnlyList<string> Statuses { get; }

    /// <summary>The transition between two statuses; null when there is none.</summary>
    internal OrderTransition? Find(string from, string to) => transitions.FirstOrDefault(step => step.From == from && step.To == to);
}
