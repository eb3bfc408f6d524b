using System.Globalization;
using System.Text.Json;
using Tracker.Modules.Orders;
using Tracker.Platform.Messaging;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskTrackerOrders.Orders;

/// <summary>The published events of document 000, service 2.</summary>
internal static class OrderEvents
{
    public static OutboxMessage Created(Order order) => Event(OrdersEvents.OrderCreated, order, order.CreatedAt, json =>
    {
        json.WriteStartArray("items");
        foreach (var line in order.Lines)
        {
            json.WriteStartObject();
            json.WriteString("product_id", line.ProductId);
            json.WriteNumber("quantity", line.Quantity);
            json.WriteNumber("price", line.UnitPrice);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("total", order.TotalAmount);
        json.WriteString("created_at", Text(order.CreatedAt));
    });

    public static OutboxMessage Shipped(Order order)
    {
        var at = order.ShippedAt ?? throw new InvalidOperationException("The order was not shipped.");
        return Event(OrdersEvents.OrderShipped, order, at, json =>
        {
            json.WriteString("shipped_at", Text(at));
            json.WriteString("tracking_number", order.TrackingNumber);
        });
    }

    private static OutboxMessage Event(string channel, Order order, DateTime at, Action<Utf8JsonWriter> content) =>
        new(OrdersEvents.IdOf(channel, order.Id), channel, Utf8Json.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("order_id", order.Id);
            json.WriteString("user_id", order.UserId);
            content(json);
            json.WriteEndObject();
        }), at);

    private static string Text(DateTime utc) => utc.ToString(IsoTime.Form, CultureInfo.InvariantCulture);
}
