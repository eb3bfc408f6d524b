using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow.Notifications;

/// <summary>The whole way of document 003: order, event, fetched details, message, log.</summary>
public sealed class WalkTests(Shop shop) : IClassFixture<Shop>
{
    [Fact]
    public async Task Placing_an_order_mails_the_customer()
    {
        var customer = await shop.CustomerAsync();
        var order = await customer.PlaceIdAsync();

        var told = (await customer.ToldAsync(order)).Single()!;

        told["subject"]!.GetValue<string>().ShouldBe($"Order Confirmation - #{order[..8]}");
        (await customer.NotifiedAsync($"/{told["id"]}")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
