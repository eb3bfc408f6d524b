using Tracker.Platform.Idempotency;
using Tracker.Platform.Messaging;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Orders;

/// <summary>Places an order (document 003 §4.2).</summary>
/// <param name="IdempotencyKey">Identifies the request, so that a repeat places no second order; max 255 characters; null when the client
/// sent none.</param>
public sealed record CreateOrderCommand(Guid UserId, OrderContent Content, string? IdempotencyKey = null);

public enum CreateOrderFailure
{
    /// <summary>The sum of the subtotals is over <see cref="Money.Max"/>.</summary>
    TotalTooLarge,

    /// <summary>The user placed another order with this key.</summary>
    KeyUsedForAnotherOrder,

    /// <summary>Another request with this key is in progress.</summary>
    KeyInUse,
}

/// <summary>Places orders: the key, the row and the system's additions, in one transaction and one round trip.</summary>
public sealed class CreateOrderHandler
{
    private readonly OrderStore store;
    private readonly IdempotencyKeys keys;
    private readonly OrderPolicy policy;
    private readonly Outbox? outbox;
    private readonly TimeProvider clock;

    internal CreateOrderHandler(OrderStore store, IdempotencyKeys keys, OrderPolicy policy, Outbox? outbox, TimeProvider clock) =>
        (this.store, this.keys, this.policy, this.outbox, this.clock) = (store, keys, policy, outbox, clock);

    /// <summary>Places an order. A repeat with the same key and content returns the order as it was placed.</summary>
    public async Task<Outcome<Order, CreateOrderFailure>> Handle(CreateOrderCommand command, CancellationToken ct)
    {
        var now = clock.UtcNow();
        if (Order.Place(NewId(), command.UserId, command.Content, policy, now) is not { } order)
        {
            return CreateOrderFailure.TotalTooLarge;
        }

        if (command.IdempotencyKey is not { } key)
        {
            await InsertAsync(order, request: null, ct);
            return order;
        }

        return await InsertOnceAsync(order, key, StoredOrderJson.HashOf(command.Content), ct);
    }

    // Random from the first digit: people refer to an order by the first eight (document 003 §4.3), which in a version 7 id are the minute
    // of its creation.
    private static Guid NewId()
    {
#pragma warning disable RS0030 // Lists are sorted by the time of creation, not by id.
        return Guid.NewGuid();
#pragma warning restore RS0030
    }

    private async Task<Outcome<Order, CreateOrderFailure>> InsertOnceAsync(Order order, string key, byte[] hash, CancellationToken ct)
    {
        var request = new KeyedRequest(order.UserId, key, hash, order.Id, order.CreatedAt);
        var outcome = await keys.OnceAsync(request, ct => InsertAsync(order, request, ct), ct);
        return outcome.Succeeded(out var first, out var failure)
            ? first.IsRepeat ? (await store.FindAsync(first.CreatedId, ct))!.AsPlaced(policy) : order
            : failure switch
            {
                KeyFailure.UsedForOtherContent => CreateOrderFailure.KeyUsedForAnotherOrder,
                KeyFailure.InUse => CreateOrderFailure.KeyInUse,
            };
    }

    private async Task InsertAsync(Order order, KeyedRequest? request, CancellationToken ct)
    {
        await using var work = store.Begin();
        if (request is not null)
        {
            keys.Take(work, request);
        }

        OrderStore.Insert(work, order);
        if (policy.Created is { } created)
        {
            outbox!.Append(work, created(order));
        }

        await work.CommitAsync(ct);
    }
}
