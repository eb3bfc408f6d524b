using System.Globalization;
using System.Text.Json;
using Tracker.Modules.Orders;
using Tracker.Platform.Messaging;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.ShopFlow.Orders;

/// <summary>The published events of document 003 §5.</summary>
internal static class OrderEvents
{
    private const string Version = "1.0";

    /// <summary><c>OrderCreated</c> (§5.1).</summary>
    public static OutboxMessage Created(Order order) => Event("OrderCreated", ShopFlowEvents.OrderCreated, order.CreatedAt, json =>
    {
        json.WriteString("order_id", order.Id);
        json.WriteString("user_id", order.UserId);
        json.WriteString("status", order.Status);
        json.WriteNumber("total_amount", order.TotalAmount);
        json.WriteString("currency", order.Currency);
        json.WriteNumber("items_count", order.Lines.Count);
        WriteAddress(json, order);
    });

    /// <summary><c>OrderShipped</c> (§5.2).</summary>
    public static OutboxMessage Shipped(Order order)
    {
        var at = order.ShippedAt ?? throw new InvalidOperationException("The order was not shipped.");
        return Event("OrderShipped", ShopFlowEvents.OrderShipped, at, json =>
        {
            json.WriteString("order_id", order.Id);
            json.WriteString("user_id", order.UserId);
            json.WriteString("status", order.Status);
            json.WriteString("shipped_at", Text(at));
            WriteAddress(json, order);
        });
    }

    private static OutboxMessage Event(string type, string routingKey, DateTime at, Action<Utf8JsonWriter> payload)
    {
        var id = Uuid.NewOrdered(at);
        var body = Utf8Json.Write(json =>
        {
            json.WriteStartObject();
            json.WriteString("event_id", id);
            json.WriteString("event_type", type);
            json.WriteString("timestamp", Text(at));
            json.WriteString("version", Version);
            json.WriteStartObject("payload");
            payload(json);
            json.WriteEndObject();
            json.WriteEndObject();
        });

        return new OutboxMessage(id, routingKey, body, at);
    }

    private static void WriteAddress(Utf8JsonWriter json, Order order)
    {
        var address = order.ShippingAddress ?? throw new InvalidOperationException("In this system every order has an address.");
        json.WriteStartObject("shipping_address");
        json.WriteString("city", address.City);
        json.WriteString("state", address.State);
        json.WriteString("country", address.Country);
        json.WriteEndObject();
    }

    private static string Text(DateTime utc) => utc.ToString(IsoTime.Form, CultureInfo.InvariantCulture);
}
