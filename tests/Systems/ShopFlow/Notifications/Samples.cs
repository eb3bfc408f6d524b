using Tracker.Systems.ShopFlow.Notifications.OrderMessages;

namespace Tracker.Tests.Systems.ShopFlow.Notifications;

/// <summary>The order and the customer of document 003's examples, to vary.</summary>
internal static class Samples
{
    public static readonly Contact Jane = new(
        Guid.Parse("a1b2c3d4-e5f6-7890-abcd-ef1234567890"), "jane.doe@example.com", "Jane", "Doe", "+15551234567");

    public static readonly OrderDetails Order = new(
        Guid.Parse("b2c3d4e5-f6a7-8901-bcde-f12345678901"),
        Jane.Id,
        [new("Wireless Headphones", 2, 49.99m, 99.98m), new("USB-C Cable", 1, 12.99m, 12.99m)],
        new("742 Evergreen Terrace", "Springfield", "IL", "62704", "US"),
        112.97m,
        "USD",
        "Please leave at the front door.",
        null,
        new DateTime(2026, 2, 17, 11, 0, 0, DateTimeKind.Utc));

    public static OrderDetails With(params IReadOnlyList<string> names) => Order with
    {
        Items = [.. names.Select(name => new OrderDetails.Line(name, 1, 10m, 10m))],
        TotalAmount = 10m * names.Count,
    };
}
