using System.Globalization;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskTrackerOrders.Notifications.OrderMessages;

/// <summary>The values of an event for the templates. Every value is formatted, on one line and bounded.</summary>
internal sealed record OrderView
{
    private const int MaxItems = 50;
    private const int MaxLength = 120;
    private const int NumberLength = 8;

    public required string Id { get; init; }

    /// <summary>The start of the id, for people.</summary>
    public required string Number { get; init; }

    public required string Name { get; init; }

    /// <summary>The day of the event.</summary>
    public required string Day { get; init; }

    public required string Total { get; init; }

    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>The number of items that are not shown; null when all are shown.</summary>
    public required string? MoreItems { get; init; }

    public required string TrackingNumber { get; init; }

    public static OrderView Of(OrderEvent order, Contact user)
    {
        var id = order.OrderId.ToString();
        return new OrderView
        {
            Id = id,
            Number = id[..NumberLength],
            Name = Line(user.Name),
            Day = order.OccurredAt.ToString("d MMMM yyyy", CultureInfo.InvariantCulture),
            Total = Amount(order.Total),
            Items = [.. order.Items.Take(MaxItems).Select(Item.Of)],
            MoreItems = order.Items.Count > MaxItems ? $"{order.Items.Count - MaxItems:N0} more" : null,
            TrackingNumber = Line(order.TrackingNumber ?? ""),
        };
    }

    private static string Line(string text) => PlainText.Clip(PlainText.OneLine(text), MaxLength);

    private static string Amount(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);

    internal sealed record Item(string Product, string Quantity, string Price)
    {
        public static Item Of(OrderEvent.Item item) =>
            new(Line(item.ProductId), item.Quantity.ToString("N0", CultureInfo.InvariantCulture), Amount(item.Price));
    }
}
