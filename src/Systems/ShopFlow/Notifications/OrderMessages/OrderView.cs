using System.Globalization;
using Tracker.Modules.Notifications.Templates;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.ShopFlow.Notifications.OrderMessages;

/// <summary>
/// The values of an order for the templates. Every value is formatted, on one line and bounded, so that all bodies have the same content
/// and fit into an e-mail (Gmail clips at 102 KB). Amounts have the code of their currency, since several currencies share a symbol.
/// </summary>
internal sealed record OrderView
{
    private const int MaxItems = 50;
    private const int MaxNameLength = 120;
    private const int MaxDestinationLength = 60;
    private const int NumberLength = 8;

    public required string Id { get; init; }

    /// <summary>The start of the id, for people.</summary>
    public required string Number { get; init; }

    public required string FirstName { get; init; }

    public required string PlacedOn { get; init; }

    /// <summary>Null when the order was not shipped.</summary>
    public required string? ShippedOn { get; init; }

    public required string Currency { get; init; }

    public required string Total { get; init; }

    public required IReadOnlyList<Item> Items { get; init; }

    /// <summary>The number of lines that are not shown, for example <c>1 more item</c>; null when all are shown.</summary>
    public required string? MoreItems { get; init; }

    /// <summary>The name and the postal address, line by line.</summary>
    public required IReadOnlyList<string> Address { get; init; }

    /// <summary>City, state and country.</summary>
    public required string Destination { get; init; }

    /// <summary>The destination in the GSM alphabet; only the country when a part of the destination has other characters.</summary>
    public required string SmsDestination { get; init; }

    /// <summary>The lines of the customer's notes.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    public required bool HasPhone { get; init; }

    public static OrderView Of(OrderDetails order, Contact user)
    {
        var (id, to) = (order.Id.ToString(), order.ShippingAddress);
        string[] destination = [to.City, to.State ?? "", to.Country];
        return new OrderView
        {
            Id = id,
            Number = id[..NumberLength],
            FirstName = PlainText.OneLine(user.FirstName),
            PlacedOn = Day(order.CreatedAt),
            ShippedOn = order.ShippedAt is { } shipped ? Day(shipped) : null,
            Currency = order.Currency,
            Total = $"{Amount(order.TotalAmount)} {order.Currency}",
            Items = [.. order.Items.Take(MaxItems).Select(Item.Of)],
            MoreItems = More(order.Items.Count - MaxItems),
            Address = Lines([$"{user.FirstName} {user.LastName}", to.Street, Place(to), to.Country]),
            Destination = Join(destination.Select(PlainText.OneLine)),
            SmsDestination = destination.All(SmsText.CanSpell)
                ? PlainText.Clip(Join(destination.Select(SmsText.Spell)), MaxDestinationLength)
                : to.Country,
            Notes = Lines((order.Notes ?? "").ReplaceLineEndings("\n").Split('\n')),
            HasPhone = user.Phone is not null,
        };
    }

    // "Springfield, IL 62704" with a state, otherwise "10115 Berlin": the usual order of most countries with and without states.
    private static string Place(OrderDetails.Address to) =>
        string.IsNullOrWhiteSpace(to.State) ? $"{to.ZipCode} {to.City}" : $"{to.City}, {to.State} {to.ZipCode}";

    private static string? More(int items) => items switch
    {
        <= 0 => null,
        1 => "1 more item",
        _ => $"{items:N0} more items",
    };

    private static string Amount(decimal amount) => amount.ToString("N2", CultureInfo.InvariantCulture);

    private static string Day(DateTime time) => time.ToUniversalTime().ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    private static List<string> Lines(IEnumerable<string> lines) => [.. lines.Select(PlainText.OneLine).Where(line => line.Length > 0)];

    private static string Join(IEnumerable<string> parts) => string.Join(", ", parts.Where(part => part.Length > 0));

    internal sealed record Item(string Name, string Quantity, string UnitPrice, string Subtotal)
    {
        public static Item Of(OrderDetails.Line line) => new(
            PlainText.Clip(PlainText.OneLine(line.ProductName), MaxNameLength),
            line.Quantity.ToString("N0", CultureInfo.InvariantCulture),
            Amount(line.UnitPrice),
            Amount(line.Subtotal));
    }
}
