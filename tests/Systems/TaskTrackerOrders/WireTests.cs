using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerOrders;

/// <summary>What all endpoints have in common.</summary>
public sealed class WireTests(OrderSystem system) : IClassFixture<OrderSystem>
{
    public static TheoryData<string, string> Bodies =>
    [
        ("auth-service", "/register"), ("auth-service", "/login"), ("auth-service", "/refresh"), ("order-service", "/orders"),
        ("notification-service", "/notify"),
    ];

    [Theory]
    [InlineData("auth-service")]
    [InlineData("order-service")]
    [InlineData("notification-service")]
    public async Task An_unknown_route_or_method_has_the_documented_error(string service)
    {
        var http = system.Services[service].Http;

        await (await http.GetAsync("/nothing")).ShouldBeAsync(HttpStatusCode.NotFound, """{"detail": "Not found"}""");
        var refused = await http.DeleteAsync("/health");
        await refused.ShouldBeAsync(HttpStatusCode.MethodNotAllowed, """{"detail": "Method not allowed"}""");
        refused.Content.Headers.Allow.ShouldContain("GET");
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_body_of_another_kind_or_size_is_refused(string service, string path)
    {
        var token = (await system.UserAsync()).Token;

        (await SendAsync(service, path, token, new StringContent("<a/>", Encoding.UTF8, "application/xml")))
            .StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await SendAsync(service, path, token, new StringContent("a=b", Encoding.UTF8, "application/x-www-form-urlencoded")))
            .StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        (await SendAsync(service, path, token, JsonAssertions.Json($"\"{new string('a', 1024 * 1024)}\"")))
            .StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
        var notUtf8 = new ByteArrayContent([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D]);
        notUtf8.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        await (await SendAsync(service, path, token, notUtf8)).ShouldBeAsync(
            HttpStatusCode.UnprocessableEntity, """{"detail": [{"loc": ["body"], "msg": "is not valid JSON", "type": "json_invalid"}]}""");
    }

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_byte_order_mark_and_a_trailing_slash_are_ignored(string service, string path)
    {
        var token = (await system.UserAsync()).Token;
        var marked = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. "{}"u8]);
        marked.Headers.ContentType = new MediaTypeHeaderValue("application/json") { CharSet = "utf8" };

        (await (await SendAsync(service, path + "/", token, marked)).ReadAsync(HttpStatusCode.UnprocessableEntity))["detail"]![0]!["type"]!
            .GetValue<string>().ShouldBe("missing");
    }

    [Theory]
    [InlineData("abc-1._2", true)]
    [InlineData("a b", false)]
    [InlineData("a/b", false)]
    public async Task A_correlation_id_is_kept_or_replaced(string id, bool kept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health");
        request.Headers.TryAddWithoutValidation("X-Correlation-ID", id);

        var answered = (await system.Orders.SendAsync(request)).Headers.GetValues("X-Correlation-ID").Single();

        (answered == id).ShouldBe(kept);
        answered.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Endpoints_between_services_have_no_CORS_headers()
    {
        await using var open = await OrderSystem.StartAsync(("CORS_ORIGINS", "http://pages.example"));

        (await OriginsAsync(open.Auth, "/users/me")).ShouldBe("http://pages.example");
        (await OriginsAsync(open.Auth, $"/users/{Guid.NewGuid()}")).ShouldBeNull();
        (await OriginsAsync(system.Auth, "/users/me")).ShouldBeNull();

        static async Task<string?> OriginsAsync(HttpClient http, string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Origin", "http://pages.example" } } };
            using var answer = await http.SendAsync(request);
            return answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins) ? origins.Single() : null;
        }
    }

    private Task<HttpResponseMessage> SendAsync(string service, string path, string token, HttpContent body) =>
        system.Services[service].Http.SendAsync(new HttpRequestMessage(HttpMethod.Post, path)
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
            Content = body,
        });
}
