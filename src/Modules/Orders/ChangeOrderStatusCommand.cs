using Tracker.Platform.Messaging;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Orders;

/// <summary>Asks for a step of the life cycle (document 003 §6).</summary>
/// <param name="Id">Which order.</param>
/// <param name="Status">One of the life cycle's statuses.</param>
/// <param name="Actor">Who asks.</param>
/// <param name="TrackingNumber">How to follow the parcel, where the contract has it; at most 100 characters. Null leaves what there is.</param>
public sealed record ChangeOrderStatusCommand(Guid Id, string Status, OrderActor Actor, string? TrackingNumber = null);

/// <summary>Why an order stays where it is.</summary>
public enum ChangeOrderStatusFailure
{
    /// <summary>There is no such order.</summary>
    NotFound,

    /// <summary>The policy gives this step to somebody else.</summary>
    NotAllowed,

    /// <summary>The order has this status already.</summary>
    AlreadyInState,

    /// <summary>The life cycle has no step from here to there.</summary>
    InvalidTransition,
}

/// <summary>Moves orders along their life cycle. Of any number of requests for the same step exactly one succeeds.</summary>
public sealed class ChangeOrderStatusHandler
{
    private readonly OrderStore store;
    private readonly OrderPolicy policy;
    private readonly Outbox? outbox;
    private readonly TimeProvider clock;

    internal ChangeOrderStatusHandler(OrderStore store, OrderPolicy policy, Outbox? outbox, TimeProvider clock) =>
        (this.store, this.policy, this.outbox, this.clock) = (store, policy, outbox, clock);

    /// <summary>Moves one.</summary>
    /// <returns>The order as it is now.</returns>
    public async Task<Outcome<Order, ChangeOrderStatusFailure>> Handle(ChangeOrderStatusCommand command, CancellationToken ct)
    {
        // A life cycle never leads back: whoever loses a race finds the order further on, and after so many rounds at its end.
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
