using Npgsql;

namespace Tracker.Modules.Orders;

/// <summary>A row of orders; only this type knows the columns and their order.</summary>
internal readonly ref struct OrderRow(NpgsqlDataReader reader)
{
    public const string Columns =
        """
        id, user_id, status, items, shipping_address, total_amount, currency, notes, tracking_number,
        confirmed_at, shipped_at, delivered_at, cancelled_at, created_at, updated_at
        """;

    public Guid Id => reader.GetGuid(0);

    public Guid UserId => reader.GetGuid(1);

    public string Status => reader.GetString(2);

    public IReadOnlyList<OrderLine> Lines => StoredOrderJson.ReadLines(reader.GetString(3));

    public ShippingAddress? ShippingAddress => Text(4) is { } json ? StoredOrderJson.ReadAddress(json) : null;

    public decimal TotalAmount => reader.GetDecimal(5);

    public string Currency => reader.GetString(6);

    public string? Notes => Text(7);

    public string? TrackingNumber => Text(8);

    public DateTime? ConfirmedAt => Time(9);

    public DateTime? ShippedAt => Time(10);

    public DateTime? DeliveredAt => Time(11);

    public DateTime? CancelledAt => Time(12);

    public DateTime CreatedAt => reader.GetDateTime(13);

    public DateTime UpdatedAt => reader.GetDateTime(14);

    private string? Text(int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private DateTime? Time(int column) => reader.IsDBNull(column) ? null : reader.GetDateTime(column);
}
