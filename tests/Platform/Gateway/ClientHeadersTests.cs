using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Gateway;

public sealed class ClientHeadersTests : IAsyncLifetime
{
    private Backend backend = null!;
    private TestService gateway = null!;

    public async ValueTask InitializeAsync()
    {
        backend = await Backend.StartAsync(EchoAnswer.AnswerAsync);
        gateway = await TestGateway.StartAsync(backend.Url);
    }

    public async ValueTask DisposeAsync()
    {
        await gateway.DisposeAsync();
        await backend.DisposeAsync();
    }

    [Theory]
    [InlineData("/api/v1/tasks")]
    [InlineData("/api/v1/tasks/")]
    [InlineData("/api/v1/tasks/%31?skip=%20a+b&x=%2F&x=%c3%A4")]
    [InlineData("/api/v1/tasks/a%2Fb//c/%25")]
    [InlineData("/api/v1/tasks/../tasks/./1")]
    public async Task A_target_arrives_as_the_client_wrote_it(string target) =>
        (await AskAsync(target)).ShouldHaveText("target", target);

    [Fact]
    public async Task An_absolute_target_reaches_only_the_service() =>
        (await AskAsync("http://gateway.example/api/v1/tasks?a=b")).ShouldHaveText("target", "/api/v1/tasks?a=b");

    [Theory]
    [InlineData("Connection", "close, X-Drop, keep-alive", "X-Drop")]
    [InlineData("Keep-Alive", "timeout=5", "Keep-Alive")]
    [InlineData("TE", "trailers", "TE")]
    [InlineData("Proxy-Authorization", "Basic abc", "Proxy-Authorization")]
    [InlineData("Proxy-Connection", "keep-alive", "Proxy-Connection")]
    [InlineData("X-User-Id", "1", "X-User-Id")]
    [InlineData("X-USER-ROLE", "admin", "X-User-Role")]
    [InlineData("X-Forwarded-Prefix", "/admin", "X-Forwarded-Prefix")]
    [InlineData("X-Real-IP", "10.0.0.1", "X-Real-IP")]
    [InlineData("Forwarded", "for=10.0.0.1", "Forwarded")]
    [InlineData("Proxy", "http://evil.example", "Proxy")]
    public async Task A_header_a_client_may_not_set_is_removed(string name, string value, string removed)
    {
        var head = name == "Connection" ? $"{name}: {value}\r\nX-Drop: 1\r\n" : $"{name}: {value}\r\n";

        (await AskAsync("/api/v1/tasks", head))["headers"]!.AsObject().ShouldNotContainKey(removed.ToLowerInvariant());
    }

    [Theory]
    [InlineData("Authorization", "Bearer a.b.c")]
    [InlineData("Accept-Language", "de")]
    [InlineData("X-Anything", "\u00e4")]
    public async Task Other_headers_arrive_unchanged(string name, string value) =>
        (await AskAsync("/api/v1/tasks", $"{name}: {value}\r\n")).ShouldHaveHeader(name, value);

    [Fact]
    public async Task Connection_cannot_remove_the_length() =>
        (await AskAsync("/api/v1/tasks", "Connection: Content-Length, Host\r\nContent-Length: 2\r\n", "POST", "ab"))
            .ShouldHaveText("body", "ab");

    [Fact]
    public async Task A_trusted_proxy_names_the_client()
    {
        var echo = await AskAsync(
            "/api/v1/tasks",
            "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: shop.example\r\n");

        echo.ShouldHaveHeader("X-Forwarded-For", "203.0.113.7, 127.0.0.1");
        echo.ShouldHaveHeader("X-Forwarded-Proto", "https");
        echo.ShouldHaveHeader("X-Forwarded-Host", "shop.example");
    }

    [Fact]
    public async Task Another_client_cannot_name_its_address()
    {
        await using var strict = await TestGateway.StartAsync(backend.Url, settings: ("TRUSTED_PROXIES", "10.0.0.0/8"));

        var echo = await AskAsync(
            "/api/v1/tasks",
            "X-Forwarded-For: 203.0.113.7\r\nX-Forwarded-Proto: https\r\nX-Forwarded-Host: evil.example\r\n",
            server: strict);

        echo.ShouldHaveHeader("X-Forwarded-For", "127.0.0.1");
        echo.ShouldHaveHeader("X-Forwarded-Proto", "http");
        echo.ShouldHaveHeader("X-Forwarded-Host", "gateway.example");
    }

    [Fact]
    public async Task The_service_and_the_client_get_the_same_correlation_id()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/tasks");
        request.Headers.Add("X-Correlation-ID", "client-1");
        using var given = await gateway.Http.SendAsync(request);
        using var made = await gateway.Http.GetAsync("/api/v1/tasks");

        given.Headers.GetValues("X-Correlation-ID").ShouldBe(["client-1"]);
        (await given.ReadAsync()).ShouldHaveHeader("X-Correlation-ID", "client-1");
        (await made.ReadAsync()).ShouldHaveHeader("X-Correlation-ID", made.Headers.GetValues("X-Correlation-ID").Single());
    }

    [Theory]
    [InlineData("traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01\r\ntracestate: a=b\r\n", "a=b")]
    [InlineData("traceparent: nonsense\r\ntracestate: a=b\r\n", null)]
    public async Task A_trace_continues_in_the_service(string head, string? state)
    {
        var echo = await AskAsync("/api/v1/tasks", head);

        var parent = echo["headers"]!["traceparent"]!.GetValue<string>();
        parent.ShouldMatch("^00-[0-9a-f]{32}-[0-9a-f]{16}-01$");
        parent.Contains("0af7651916cd43dd8448eb211c80319c", StringComparison.Ordinal).ShouldBe(state is not null);
        (echo["headers"]!["tracestate"]?.GetValue<string>()).ShouldBe(state);
    }

    [Fact]
    public async Task Headers_of_8_KiB_pass()
    {
        var large = new string('a', 8 * 1024);

        (await AskAsync("/api/v1/tasks", $"X-Large: {large}\r\n")).ShouldHaveHeader("X-Large", large);
    }

    private async Task<JsonNode> AskAsync(
        string target, string head = "", string method = "GET", string body = "", TestService? server = null)
    {
        var close = head.StartsWith("Connection:", StringComparison.Ordinal) ? "" : "Connection: close\r\n";
        using var client = new RawClient(server ?? gateway);
        await client.SendAsync($"{method} {target} HTTP/1.1\r\nHost: gateway.example\r\n{close}{head}\r\n{body}");
        var answer = await RawAnswer.ReadAsync(client.Stream);
        answer.Status.ShouldBe(200, answer.Body);
        return JsonNode.Parse(answer.Body)!;
    }
}
