using System.Net;
using Microsoft.AspNetCore.Http;
using Shouldly;

namespace Tracker.Tests.Systems.TaskTracker.Frontend;

public sealed class SecurityHeaderTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("GET", "/", HttpStatusCode.OK)]
    [InlineData("HEAD", "/", HttpStatusCode.OK)]
    [InlineData("GET", "/tasks/1", HttpStatusCode.OK)]
    [InlineData("GET", BuiltFiles.Script, HttpStatusCode.OK)]
    [InlineData("GET", BuiltFiles.Worker, HttpStatusCode.OK)]
    [InlineData("GET", "/assets/none.js", HttpStatusCode.NotFound)]
    [InlineData("POST", "/tasks", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/health/live", HttpStatusCode.OK)]
    [InlineData("GET", "/metrics", HttpStatusCode.OK)]
    [InlineData("GET", "/api/v1/tasks", HttpStatusCode.OK)]
    public async Task Every_answer_has_the_headers_once(string method, string path, HttpStatusCode status)
    {
        using var answer = await site.AskAsync(path, method);

        answer.StatusCode.ShouldBe(status);
        ShouldBeSafe(answer);
    }

    [Fact]
    public async Task A_304_has_the_headers()
    {
        using var first = await site.AskAsync(BuiltFiles.Worker);
        using var answer = await site.AskAsync(BuiltFiles.Worker, headers: ("If-None-Match", first.Headers.ETag!.Tag));

        answer.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        ShouldBeSafe(answer);
    }

    [Fact]
    public async Task An_error_of_forwarding_has_the_headers()
    {
        await using var alone = await Site.StartAsync(_ => Task.CompletedTask);
        await alone.Api.StopAsync();

        using var answer = await alone.AskAsync("/api/v1/tasks");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        ShouldBeSafe(answer);
    }

    [Fact]
    public async Task Headers_of_the_api_are_not_repeated()
    {
        await using var strict = await Site.StartAsync(context =>
        {
            context.Response.Headers.XContentTypeOptions = "nosniff";
            context.Response.Headers.ContentSecurityPolicy = "sandbox";
            return context.Response.WriteAsync("file");
        });

        using var answer = await strict.AskAsync("/api/v1/attachments/1");

        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Content-Security-Policy").ShouldBe(["sandbox"]);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/index.html")]
    [InlineData("/board")]
    public async Task Each_page_has_a_new_nonce_in_policy_and_page(string path)
    {
        var nonces = new HashSet<string>();
        for (var i = 0; i < 5; i++)
        {
            using var answer = await site.AskAsync(path);
            var nonce = NonceOf(PolicyOf(answer))!;
            (await answer.Content.ReadAsStringAsync()).ShouldBe(BuiltFiles.Index.Replace("__CSP_NONCE__", nonce, StringComparison.Ordinal));
            // 16 bytes.
            nonce.Length.ShouldBe(22);
            nonces.Add(nonce);
        }

        nonces.Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_page_is_sent_in_full_whatever_the_browser_stores()
    {
        using var first = await site.AskAsync("/");
        using var again = await site.AskAsync("/", headers: [("If-None-Match", "*"), ("If-Modified-Since", "Wed, 01 Jan 2200 00:00:00 GMT")]);

        (first.Headers.ETag, first.Content.Headers.LastModified).ShouldBe((null, null));
        again.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await again.Content.ReadAsStringAsync()).ShouldNotContain("__CSP_NONCE__");
    }

    private static void ShouldBeSafe(HttpResponseMessage answer)
    {
        var policy = PolicyOf(answer);
        policy.Replace($" 'nonce-{NonceOf(policy)}'", "", StringComparison.Ordinal).ShouldBe(
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; "
            + "manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        answer.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        answer.Headers.GetValues("Cross-Origin-Opener-Policy").ShouldBe(["same-origin"]);
        answer.Headers.GetValues("Permissions-Policy").ShouldHaveSingleItem().Split(", ").ShouldAllBe(feature => feature.EndsWith("=()"));
        answer.Headers.GetValues("X-Correlation-ID").ShouldHaveSingleItem();
    }

    private static string PolicyOf(HttpResponseMessage answer) => answer.Headers.GetValues("Content-Security-Policy").ShouldHaveSingleItem();

    private static string? NonceOf(string policy) => policy.Split(" 'nonce-") is [_, var rest] ? rest.Split('\'')[0] : null;
}
