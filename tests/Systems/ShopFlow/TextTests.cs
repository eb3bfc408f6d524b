using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Systems.ShopFlow;
using Tracker.Tests.TestKit;
using Tracker.Tests.TestKit.ShopFlow;

namespace Tracker.Tests.Systems.ShopFlow;

/// <summary>Comparison of text, and text without visible characters.</summary>
public sealed class TextTests(Shop shop) : IClassFixture<Shop>
{
    private const string Empty = """["must not be empty"]""";

    public static TheoryData<string> BlankTexts { get; } = ["\u200B", "\u2060", "\uFEFF", "\u00AD", "\u3164", " \u2800\uFE0F "];

    [Theory]
    [MemberData(nameof(BlankTexts))]
    public async Task A_name_without_visible_characters_is_empty(string blank)
    {
        var body = new JsonObject
        {
            ["email"] = $"blank.{Guid.NewGuid():N}@example.com", ["password"] = Shop.Password, ["first_name"] = blank, ["last_name"] =
                blank,
        };

        var error = (await (await shop.PostAsync("/auth/register", body.ToJsonString())).ReadAsync(HttpStatusCode.BadRequest))["error"]!;

        error["details"]!.ToJsonString().ShouldBe($$"""{"first_name":{{Empty}},"last_name":{{Empty}}}""");
    }

    [Theory]
    [MemberData(nameof(BlankTexts))]
    public async Task Order_text_without_visible_characters_is_empty(string blank)
    {
        var order = JsonNode.Parse(Shopper.SmallOrder)!;
        order["items"]![0]!["product_name"] = blank;
        foreach (var field in new[] { "street", "city", "state", "zip_code" })
        {
            order["shipping_address"]![field] = blank;
        }

        var error =
            (await (await (await shop.CustomerAsync()).OrderAsync(order.ToJsonString())).ReadAsync(HttpStatusCode.BadRequest))["error"]!;

        var details = error["details"]!.AsObject();
        foreach (
            var field in new[] { "items.0.product_name", "shipping_address.street", "shipping_address.city", "shipping_address.zip_code" })
        {
            details[field]!.ToJsonString().ShouldBe(Empty, field);
        }

        details["shipping_address.state"]!.ToJsonString().ShouldBe("""["is required in the US"]""");
    }

    [Fact]
    public async Task Joiners_within_visible_text_are_kept()
    {
        var order = JsonNode.Parse(Shopper.SmallOrder)!;
        order["items"]![0]!["product_name"] = "👨‍👩‍👧 می‌خواهم";

        var placed = await (await shop.CustomerAsync()).PlaceAsync(order.ToJsonString());

        placed["items"]![0]!["product_name"]!.GetValue<string>().ShouldBe("👨‍👩‍👧 می‌خواهم");
    }

    [Theory]
    [InlineData(DatabaseLocales.C)]
    [InlineData(DatabaseLocales.Utf8)]
    [InlineData(DatabaseLocales.Turkish)]
    public async Task Addresses_are_compared_alike_in_every_locale(string locale)
    {
        await using var auth = await TestService.StartAsync(ShopFlowSystem.Definition, "auth-service", new Dictionary<string, string>
        {
            ["DATABASE_URL"] = await TestPostgres.CreateDatabaseAsync(locale),
            ["JWT_SECRET"] = ShopFlowTokens.Secret,
            ["RATE_LIMIT_AUTH_PER_MINUTE"] = "0",
        });

        foreach (var (email, status) in new[]
        {
            ("JOSÉ@example.com", HttpStatusCode.Created),
            ("josé@example.com", HttpStatusCode.Conflict),
            ("jose@example.com", HttpStatusCode.Created),
            ("info@mail.example", HttpStatusCode.Created),
            ("INFO@MAIL.EXAMPLE", HttpStatusCode.Conflict),
            ("ınfo@mail.example", HttpStatusCode.Created),
        })
        {
            (await PostAsync(
                "register", $$"""{"email": "{{email}}", "password": "{{Shop.Password}}", "first_name": "A", "last_name": "B"}"""))
                .ShouldBe(status, email);
        }

        (await PostAsync("login", $$"""{"email": "INFO@MAIL.EXAMPLE", "password": "{{Shop.Password}}"}""")).ShouldBe(HttpStatusCode.OK);

        async Task<HttpStatusCode> PostAsync(string path, string json) =>
            (await auth.Http.PostAsync($"/auth/{path}", JsonAssertions.Json(json))).StatusCode;
    }
}
