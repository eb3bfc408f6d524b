using System.Text.Json;
using Shouldly;
using Tracker.Systems.ShopFlow.Notifications.OrderMessages;

namespace Tracker.Tests.Systems.ShopFlow.Notifications;

/// <summary>The members of an order that notification-service reads (document 003 §7.2).</summary>
public sealed class OrderAnswerTests
{
    private const string Order =
        """
        {
            "id": "b2c3d4e5-f6a7-8901-bcde-f12345678901", "user_id": "a1b2c3d4-e5f6-7890-abcd-ef1234567890", "total_amount": 10, "currency": "USD", "notes": null,
            "items": [{"product_name": "Headphones", "quantity": 1, "unit_price": 10, "subtotal": 10}],
            "shipping_address": {"street": "742 Evergreen Terrace", "city": "Springfield", "state": null, "zip_code": "62704", "country": "US"},
            "shipped_at": null, "created_at": "2026-02-17T11:00:00.000Z"
        }
        """;

    [Fact]
    public void Unused_members_may_be_missing() => Read(Order)!.TotalAmount.ShouldBe(10m);

    [Fact]
    public void Times_of_an_order_may_have_any_number_of_decimals() =>
        Read(Order.Replace("11:00:00.000Z", "11:00:00.12345678901234567890+00", StringComparison.Ordinal))!.CreatedAt
            .ShouldBe(new DateTime(2026, 2, 17, 11, 0, 0, 123, DateTimeKind.Utc));

    [Fact]
    public void A_missing_required_member_is_an_invalid_answer() =>
        Should.Throw<JsonException>(() => Read(Order.Replace("total_amount", "total", StringComparison.Ordinal)));

    private static OrderDetails? Read(string json) => JsonSerializer.Deserialize(json, PeerAnswerJson.Default.OrderDetails);
}
