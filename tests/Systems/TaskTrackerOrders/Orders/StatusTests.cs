using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerOrders.Orders;

/// <summary>PUT /orders/{id} of document 000.</summary>
public sealed class StatusTests(OrderSystem system) : IClassFixture<OrderSystem>
{
    private static readonly string[] Statuses = ["created", "confirmed", "shipped", "delivered", "cancelled"];

    private static readonly Dictionary<string, string[]> WaysTo = new()
    {
        ["created"] = [],
        ["confirmed"] = ["confirmed"],
        ["shipped"] = ["confirmed", "shipped"],
        ["delivered"] = ["confirmed", "shipped", "delivered"],
        ["cancelled"] = ["cancelled"],
    };

    private static readonly (string From, string To)[] Allowed =
    [
        ("created", "confirmed"), ("confirmed", "shipped"), ("shipped", "delivered"), ("created", "cancelled"), ("confirmed", "cancelled"),
    ];

    public static TheoryData<string, string> Changes() => new(Statuses.SelectMany(from => Statuses.Select(to => (from, to))));

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_status_follows_the_life_cycle(string from, string to)
    {
        var ada = await system.UserAsync();
        var id = await ada.PlaceAsync();
        foreach (var step in WaysTo[from])
        {
            (await ada.MoveAsync(id, step)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }

        var answer = await ada.MoveAsync(id, to);

        if (Allowed.Contains((from, to)))
        {
            await answer.ShouldBeAsync(HttpStatusCode.OK, $$"""{"id": "{{id}}", "status": "{{to}}", "updated_at": "*"}""");
        }
        else
        {
            await answer.ShouldBeAsync(HttpStatusCode.Conflict, """{"detail": "*"}""");
        }

        (await (await ada.GetOrderAsync($"/orders/{id}")).ReadAsync())["status"]!.GetValue<string>()
            .ShouldBe(Allowed.Contains((from, to)) ? to : from);
    }

    [Theory]
    [InlineData("""{"status": "paid"}""")]
    [InlineData("""{"status": "Confirmed"}""")]
    [InlineData("""{"status": ""}""")]
    [InlineData("""{"status": null}""")]
    [InlineData("""{"status": 1}""")]
    [InlineData("""{"status": ["confirmed"]}""")]
    [InlineData("""{}""")]
    [InlineData("""[]""")]
    [InlineData("""{"status": "shipped", "tracking_number": ""}""")]
    [InlineData("""{"status": "shipped", "tracking_number": 7}""")]
    public async Task An_unknown_status_answers_422(string body)
    {
        var ada = await system.UserAsync();
        var id = await ada.PlaceAsync();

        (await ada.PutAsync(id, body)).StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task One_of_several_concurrent_steps_succeeds()
    {
        var ada = await system.UserAsync();
        var id = await ada.PlaceAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ada.MoveAsync(id, "confirmed")));

        answers.Count(answer => answer.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(answer => answer.StatusCode == HttpStatusCode.Conflict).ShouldBe(7);
    }

    [Fact]
    public async Task A_status_needs_the_owner()
    {
        var id = await (await system.UserAsync()).PlaceAsync();

        (await system.Orders.PutAsync($"/orders/{id}", JsonAssertions.Json("{}"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await system.Service().MoveAsync(id, "confirmed")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }
}
