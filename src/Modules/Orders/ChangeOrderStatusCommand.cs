using Tracker.Platform.Messaging;
using Tracker.Platform.Primitives;
using Tracker.Platform.Security;

namespace Tracker.Modules.Orders;

/// <summary>Requests a transition of the life cycle (document 003 §6).</summary>
/// <param name="Status">One of the life cycle's statuses.</param>
/// <param name="TrackingNumber">For contracts with parcel tracking; max 100 characters. Null keeps the current one.</param>
public sealed record ChangeOrderStatusCommand(Guid Id, string Status, Actor Actor, string? TrackingNumber = null);

public enum ChangeOrderStatusFailure
{
    NotFound,

    /// <summary>The policy gives this transition to another role.</summary>
    NotAllowed,

    /// <summary>The order already has this status.</summary>
    AlreadyInState,

    /// <summary>The life cycle has no such transition.</summary>
    InvalidTransition,
}

/// <summary>Moves orders along their life cycle. Exactly one of several requests for the same transition succeeds.</summary>
public sealed class ChangeOrderStatusHandler
{
    private readonly OrderStore store;
    private readonly OrderPolicy policy;
    private readonly Outbox? outbox;
    private readonly TimeProvider clock;

    internal ChangeOrderStatusHandler(OrderStore store, OrderPolicy policy, Outbox? outbox, TimeProvider clock) =>
        (this.store, this.policy, this.outbox, this.clock) = (store, policy, outbox, clock);

    /// <summary>Checks what needs no order, before the request is read any further. <see cref="Handle"/> checks again.</summary>
    /// <returns>Why the actor moves no order at all; null when it moves some.</returns>
    public ChangeOrderStatusFailure? Check(Actor actor) => actor.MayMoveOrders(policy.Movers) ? null : ChangeOrderStatusFailure.NotAllowed;

    /// <returns>The changed order.</returns>
    public async Task<Outcome<Order, ChangeOrderStatusFailure>> Handle(ChangeOrderStatusCommand command, CancellationToken ct)
    {
        // A life cycle never goes back: the loser of a race finds the order further on, and after a few rounds at its end.
        while (true)
        {
            if (await store.FindAsync(command.Id, ct) is not { } order)
            {
                return ChangeOrderStatusFailure.NotFound;
            }

            if (!command.Actor.MayMove(order, policy.Movers))
            {
                return ChangeOrderStatusFailure.NotAllowed;
            }

            if (order.Status == command.Status)
            {
                return ChangeOrderStatusFailure.AlreadyInState;
            }

            if (order.MoveTo(command.Status, policy.LifeCycle, command.TrackingNumber, clock.UtcNow()) is not { } step)
            {
                return ChangeOrderStatusFailure.InvalidTransition;
            }

            if (await StoreAsync(order, step, ct))
            {
                return order;
            }
        }
    }

    private async Task<bool> StoreAsync(Order order, OrderTransition step, CancellationToken ct)
    {
        await using var work = store.Begin();
        if (!await OrderStore.MoveAsync(work, order, step, ct))
        {
            return false;
        }

        if (step.Sets == OrderStamp.Shipped && policy.Shipped is { } shipped)
        {
            outbox!.Append(work, shipped(order));
        }

        await work.CommitAsync(ct);
        return true;
    }
}
