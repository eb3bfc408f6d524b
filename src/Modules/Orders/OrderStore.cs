using Tracker.Platform.Persistence;

namespace Tracker.Modules.Orders;

/// <summary>The SQL of single orders. Writes are added to the caller's unit of work together with their changes of the counts.</summary>
internal sealed class OrderStore(Database database)
{
    public UnitOfWork Begin() => database.Begin();

    public async Task<Order?> FindAsync(Guid id, CancellationToken ct)
    {
        var found = await database.ReadAsync(
            $"select {OrderRow.Columns} from orders where id = @id", [Sql.Param("id", id)], row => Order.Restore(new OrderRow(row)), ct);
        return found.SingleOrDefault();
    }

    public static void Insert(UnitOfWork work, Order order) => work.Add(
        """
        with counted as (
            insert into order_count_deltas (user_id, status, delta) values (@user_id, @status, 1)
        )
        insert into orders (id, user_id, status, items, shipping_address, total_amount, currency, notes, created_at, updated_at)
        values (@id, @user_id, @status, @items, @shipping_address, @total_amount, @currency, @notes, @now, @now)
        """,
        Sql.Param("id", order.Id),
        Sql.Param("user_id", order.UserId),
        Sql.Param("status", order.Status),
        Sql.Json("items", StoredOrderJson.Write(order.Lines)),
        Sql.Json("shipping_address", order.ShippingAddress is { } address ? StoredOrderJson.Write(address) : (ReadOnlyMemory<byte>?)null),
        Sql.Param("total_amount", order.TotalAmount),
        Sql.Param("currency", order.Currency),
        Sql.Param("notes", order.Notes),
        Sql.Param("now", order.CreatedAt));

    /// <summary>
    /// Stores a transition if the order still has its first status: the update succeeds for exactly one of several callers.
    /// </summary>
    /// <returns>False when another caller was first; nothing is changed then.</returns>
    public static async Task<bool> MoveAsync(UnitOfWork work, Order order, OrderTransition step, CancellationToken ct)
    {
        var moved = await work.ExecuteAsync(
            """
            update orders
            set status = @to, tracking_number = @tracking_number, confirmed_at = @confirmed_at, shipped_at = @shipped_at,
                delivered_at = @delivered_at, cancelled_at = @cancelled_at, updated_at = @now
            where id = @id and status = @from
            """,
            [
                Sql.Param("id", order.Id),
                Sql.Param("from", step.From),
                Sql.Param("to", step.To),
                Sql.Param("tracking_number", order.TrackingNumber),
                Sql.Param("confirmed_at", order.ConfirmedAt),
                Sql.Param("shipped_at", order.ShippedAt),
                Sql.Param("delivered_at", order.DeliveredAt),
                Sql.Param("cancelled_at", order.CancelledAt),
                Sql.Param("now", order.UpdatedAt),
            ],
            ct);
        if (moved == 0)
        {
            return false;
        }

        work.Add(
            "insert into order_count_deltas (user_id, status, delta) values (@user_id, @from, -1), (@user_id, @to, 1)",
            Sql.Param("user_id", order.UserId),
            Sql.Param("from", step.From),
            Sql.Param("to", step.To));
        return true;
    }
}
