namespace Tracker.Modules.Orders;

/// <summary>Which time of an order a transition sets.</summary>
public enum OrderStamp
{
    Confirmed,

    Shipped,

    Delivered,

    Cancelled,
}

/// <summary>A step an order may take.</summary>
/// <param name="From">The status it leaves.</param>
/// <param name="To">The status it gets.</param>
/// <param name="Sets">The time that is set with it.</param>
public sealed record OrderTransition(string From, string To, OrderStamp Sets);

/// <summary>The statuses of a system's orders and the steps between them (document 003 §6). No step leads back, so an order takes only so many.</summary>
public sealed class OrderLifeCycle
{
    private readonly IReadOnlyList<OrderTransition> transitions;

    /// <param name="initial">The status of a new order.</param>
    /// <param name="transitions">The steps allowed; every other is refused.</param>
    public OrderLifeCycle(string initial, params IReadOnlyList<OrderTransition> transitions)
    {
        (Initial, this.transitions) = (initial, transitions);
        Statuses = [.. transitions.SelectMany(step => new[] { step.From, step.To }).Prepend(initial).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The status of a new order.</summary>
    public string Initial { get; }

    /// <summary>Every status, the first one first.</summary>
    public IReadOnlyList<string> Statuses { get; }

    /// <summary>The step between two statuses; null when there is none.</summary>
    internal OrderTransition? Find(string from, string to) => transitions.FirstOrDefault(step => step.From == from && step.To == to);
}
