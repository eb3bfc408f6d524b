using System.Net;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Gateway;

/// <summary>Headers of a service's answer.</summary>
public sealed class ServiceHeadersTests : IAsyncLifetime
{
    private Backend backend = null!;
    private TestService gateway = null!;
    private int asked;

    public async ValueTask InitializeAsync()
    {
        backend = await Backend.StartAsync(context =>
        {
            asked++;
            var headers = context.Response.Headers;
            headers.AccessControlAllowOrigin = "*";
            headers.AccessControlExposeHeaders = "X-Other";
            headers["X-Correlation-ID"] = context.Request.Headers["X-Correlation-ID"];
            headers.Connection = "X-Drop";
            headers["X-Drop"] = "1";
            headers["X-Kept"] = new[] { "a", "b" };
            headers.SetCookie = new[] { "a=1; Path=/", "b=2" };
            headers.ContentLanguage = "de";
            return context.Response.WriteAsync("x");
        });
        gateway = await TestGateway.StartAsync(backend.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await backend.DisposeAsync();
    }

    [Fact]
    public async Task Headers_of_an_answer_pass()
    {
        using var answer = await gateway.Http.GetAsync("/api/v1/tasks");

        answer.Headers.GetValues("X-Kept").ShouldBe(["a", "b"]);
        answer.Headers.GetValues("Set-Cookie").ShouldBe(["a=1; Path=/", "b=2"]);
        answer.Content.Headers.ContentLanguage.ShouldBe(["de"]);
        answer.Headers.GetValues("X-Correlation-ID").Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_header_that_the_service_names_in_Connection_is_removed()
    {
        using var answer = await gateway.Http.GetAsync("/api/v1/tasks");

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Contains("X-Drop").ShouldBeFalse();
    }

    [Theory]
    [InlineData("http://page.example", "http://page.example")]
    [InlineData("http://evil.example", null)]
    public async Task Only_the_gateway_decides_on_origins(string origin, string? allowed)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/tasks");
        request.Headers.Add("Origin", origin);

        using var answer = await gateway.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.TryGetValues("Access-Control-Allow-Origin", out var values);
        values.ShouldBe(allowed is null ? null : [allowed]);
    }

    [Fact]
    public async Task The_gateway_answers_a_preflight_itself()
    {
        using var request = new HttpRequestMessage(HttpMethod.Options, "/api/v1/tasks");
        request.Headers.Add("Origin", "http://page.example");
        request.Headers.Add("Access-Control-Request-Method", "PUT");

        using var answer = await gateway.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        answer.Headers.GetValues("Access-Control-Allow-Methods").ShouldBe(["PUT"]);
        asked.ShouldBe(0);
    }
}
