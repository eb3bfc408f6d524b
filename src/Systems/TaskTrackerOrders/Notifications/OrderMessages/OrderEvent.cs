using System.Text.Json;
using System.Text.Unicode;
using Tracker.Platform.Messaging;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskTrackerOrders.Notifications.OrderMessages;

/// <summary>An event of document 000's channels, of order-service or of another publisher.</summary>
internal sealed record OrderEvent(Guid OrderId, Guid UserId, DateTime OccurredAt)
{
    /// <summary>Empty in a shipment.</summary>
    public IReadOnlyList<Item> Items { get; init; } = [];

    /// <summary>0 in a shipment.</summary>
    public decimal Total { get; init; }

    /// <summary>Null in a creation.</summary>
    public string? TrackingNumber { get; init; }

    /// <summary>The id of the event; null when the text has no order.</summary>
    public static Guid? Identify(string channel, ReadOnlyMemory<byte> body) =>
        Parse(body, json => Id(json, "order_id")) is { } order ? OrdersEvents.IdOf(channel, order) : null;

    /// <summary>Reads a message strictly.</summary>
    /// <returns>Null when the message is not an event of its channel.</returns>
    public static OrderEvent? Read(InboundMessage message) => Parse(message.Body, json => Of(json, message.Topic));

    private static T? Parse<T>(ReadOnlyMemory<byte> body, Func<JsonElement, T?> read)
    {
        try
        {
            var text = Utf8Json.WithoutMark(body);
            using var json = Utf8.IsValid(text.Span) ? JsonDocument.Parse(text) : null;
            return json?.RootElement.ValueKind == JsonValueKind.Object ? read(json.RootElement) : default;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // InvalidOperationException: half of a surrogate pair, \ud800, is valid JSON but not valid text.
            return default;
        }
    }

    private static OrderEvent? Of(JsonElement json, string channel)
    {
        var isShipment = channel == OrdersEvents.OrderShipped;
        if (Id(json, "order_id") is not { } order
            || Id(json, "user_id") is not { } user
            || Time(json, isShipment ? "shipped_at" : "created_at") is not { } at)
        {
            return null;
        }

        var read = new OrderEvent(order, user, at);
        return isShipment
            ? Text(json, "tracking_number") is { } number ? read with { TrackingNumber = number } : null
            : Number(json, "total") is { } total && ItemsOf(json) is { } items ? read with { Total = total, Items = items } : null;
    }

    private static List<Item>? ItemsOf(JsonElement json)
    {
        if (!json.TryGetProperty("items", out var list) || list.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var items = list.EnumerateArray().Select(Item.Of).ToList();
        return items.Contains(null) ? null : [.. items.OfType<Item>()];
    }

    private static Guid? Id(JsonElement json, string name) => Text(json, name) is { } text && Uuid.TryParse(text, out var id) ? id : null;

    private static DateTime? Time(JsonElement json, string name) =>
        Text(json, name) is { } text && IsoTime.TryParse(text, out var utc) ? utc : null;

    private static string? Text(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;

    private static decimal? Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out var member) && member.ValueKind == JsonValueKind.Number && member.TryGetDecimal(out var number)
            ? number
            : null;

    internal sealed record Item(string ProductId, decimal Quantity, decimal Price)
    {
        public static Item? Of(JsonElement json) =>
            json.ValueKind == JsonValueKind.Object
            && Text(json, "product_id") is { } product
            && Number(json, "quantity") is { } quantity
            && Number(json, "price") is { } price
                ? new Item(product, quantity, price)
                : null;
    }
}
