using System.Net;
using System.Net.Sockets;
using System.Text;
using Shouldly;
using Tracker.Platform.Gateway;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Gateway;

public sealed class FailureTests
{
    private const string Away = """{"detail": "task-service is temporarily unavailable. Please try again shortly."}""";

    private static readonly GatewayPolicy Hasty = TestGateway.Policy with { ActivityTimeout = TimeSpan.FromMilliseconds(500) };

    [Theory]
    [InlineData("GET")]
    [InlineData("POST")]
    [InlineData("DELETE")]
    public async Task A_service_that_is_away_answers_503(string method)
    {
        await using var gateway = await TestGateway.StartAsync($"http://127.0.0.1:{FreePort.Take()}");
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/tasks");
        request.Headers.Add("X-Correlation-ID", "mine");

        using var answer = await gateway.Http.SendAsync(request);

        await answer.ShouldBeAsync(HttpStatusCode.ServiceUnavailable, Away);
        answer.Headers.RetryAfter.ShouldNotBeNull();
        answer.Headers.GetValues("X-Correlation-ID").ShouldBe(["mine"]);
    }

    [Fact]
    public async Task An_address_that_does_not_connect_answers_503()
    {
        // Its queue of connections is full, so further ones get no answer.
        using var full = new Socket(SocketType.Stream, ProtocolType.Tcp);
        full.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        full.Listen(1);
        var waiting = Enumerable.Range(0, 3).Select(_ => new TcpClient().ConnectAsync((IPEndPoint)full.LocalEndPoint!)).ToList();
        await Task.Delay(100);
        await using var gateway = await TestGateway.StartAsync(
            $"http://{full.LocalEndPoint}", policy: Hasty with { ConnectTimeout = TimeSpan.FromMilliseconds(300) });

        using var answer = await gateway.Http.GetAsync("/api/v1/tasks");

        await answer.ShouldBeAsync(HttpStatusCode.ServiceUnavailable, Away);
        waiting.Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("POST", "{}")]
    public async Task A_service_that_never_answers_is_504(string method, string body)
    {
        using var peer = new RawPeer(async (_, _) =>
        {
            // Not infinite: without a timer nothing would keep the connection from being garbage collected.
            await Task.Delay(TimeSpan.FromMinutes(1));
            return false;
        });
        await using var gateway = await TestGateway.StartAsync(peer.Url, policy: Hasty);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/tasks")
        {
            Content = body.Length > 0 ? JsonAssertions.Json(body) : null,
        };

        using var answer = await gateway.Http.SendAsync(request);

        await answer.ShouldBeAsync(HttpStatusCode.GatewayTimeout, """{"detail": "task-service did not answer in time"}""");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 1")]
    public async Task A_connection_that_breaks_before_an_answer_is_503(string answered)
    {
        using var peer = new RawPeer(async (stream, _) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes(answered));
            return false;
        });
        await using var gateway = await TestGateway.StartAsync(peer.Url);

        using var answer = await gateway.Http.GetAsync("/api/v1/tasks");

        await answer.ShouldBeAsync(HttpStatusCode.ServiceUnavailable, Away);
    }

    [Theory]
    [InlineData("POST", "{}")]
    [InlineData("POST", "")]
    [InlineData("PATCH", "")]
    [InlineData("DELETE", "")]
    public async Task A_write_is_never_sent_twice(string method, string body)
    {
        using var peer = new RawPeer(async (stream, head) =>
        {
            // The connection is kept alive after the first request and ends after the second.
            if (head.StartsWith("GET", StringComparison.Ordinal))
            {
                await stream.WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"u8.ToArray());
                return true;
            }

            return false;
        });
        await using var gateway = await TestGateway.StartAsync(peer.Url);
        using var first = await gateway.Http.GetAsync("/api/v1/tasks");
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1/tasks")
        {
            Content = body.Length > 0 ? JsonAssertions.Json(body) : null,
        };

        using var answer = await gateway.Http.SendAsync(request);

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        peer.Requests.ShouldBe(2);
    }

    [Theory]
    [InlineData("Content-Length: 100\r\n\r\nabc")]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n")]
    public async Task An_answer_that_breaks_off_resets_the_client(string cut)
    {
        using var peer = new RawPeer(async (stream, _) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{cut}"));
            await Task.Delay(100);
            return false;
        });
        await using var gateway = await TestGateway.StartAsync(peer.Url);

        using var answer = await gateway.Http.GetAsync("/api/v1/tasks", HttpCompletionOption.ResponseHeadersRead);

        await Should.ThrowAsync<HttpRequestException>(() => answer.Content.ReadAsStringAsync());
        await Soon.BecomesTrue(async () => (await MetricsAsync(gateway)).Contains("outcome=\"cut_short\"} 1", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_redirect_is_passed_on()
    {
        await using var backend = await Backend.StartAsync(context =>
        {
            context.Response.Redirect("/api/v1/tasks/elsewhere");
            return Task.CompletedTask;
        });
        await using var gateway = await TestGateway.StartAsync(backend.Url);

        using var answer = await gateway.Http.GetAsync("/api/v1/tasks");

        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location.ShouldBe(new Uri("/api/v1/tasks/elsewhere", UriKind.Relative));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/api/v1")]
    [InlineData("/api/v1/tasksandmore")]
    [InlineData("/api/v1/tasks/../../../etc/passwd")]
    [InlineData("/api/v1/tasks/%2e%2e/others")]
    public async Task An_unknown_prefix_answers_404(string path)
    {
        await using var backend = await Backend.StartAsync(EchoAnswer.AnswerAsync);
        await using var gateway = await TestGateway.StartAsync(backend.Url);

        var answer = await RawClient.AskAsync(gateway, $"GET {path} HTTP/1.1\r\nHost: g\r\nConnection: close\r\n\r\n");

        answer.ShouldStartWith("HTTP/1.1 404 ");
        answer.ShouldEndWith("""{"detail":"Not found"}""");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_a_megabyte_answers_413(bool chunked)
    {
        await using var backend = await Backend.StartAsync(EchoAnswer.AnswerAsync);
        await using var gateway = await TestGateway.StartAsync(backend.Url);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tasks")
        {
            Content = new ByteArrayContent(new byte[1024 * 1024 + 1]),
        };
        request.Headers.TransferEncodingChunked = chunked;

        using var answer = await gateway.Http.SendAsync(request);

        await answer.ShouldBeAsync(HttpStatusCode.RequestEntityTooLarge, """{"detail": "The request body is too large"}""");
    }

    [Fact]
    public async Task A_body_that_stops_arriving_answers_408()
    {
        await using var backend = await Backend.StartAsync(EchoAnswer.AnswerAsync);
        await using var gateway = await TestGateway.StartAsync(backend.Url, policy: Hasty);
        using var client = new RawClient(gateway);

        await client.SendAsync("POST /api/v1/tasks HTTP/1.1\r\nHost: g\r\nContent-Length: 100\r\n\r\nabc");

        var answer = await RawAnswer.ReadAsync(client.Stream);
        answer.Status.ShouldBe(408);
        answer.Body.ShouldBe("""{"detail":"The request took too long to arrive"}""");
    }

    [Fact]
    public async Task Connections_over_the_limit_are_closed()
    {
        await using var gateway = await TestGateway.StartAsync(
            "http://127.0.0.1:1", policy: TestGateway.Policy with { MaxClientConnections = 1 });
        using var first = new RawClient(gateway);
        await first.SendAsync("GET /unknown HTTP/1.1\r\nHost: g\r\n\r\n");
        (await RawAnswer.ReadAsync(first.Stream)).Status.ShouldBe(404);

        using var second = new RawClient(gateway);
        (await second.Stream.ReadAsync(new byte[1])).ShouldBe(0);
    }

    [Fact]
    public async Task Requests_over_the_limit_answer_503()
    {
        var release = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        await using var backend = await Backend.StartAsync(async _ =>
        {
            begun.TrySetResult();
            await release.Task;
        });
        await using var gateway = await TestGateway.StartAsync(backend.Url, policy: TestGateway.Policy with { MaxRequests = 1 });
        var first = gateway.Http.GetAsync("/api/v1/tasks");
        await begun.Task;

        using var second = await gateway.Http.GetAsync("/api/v1/tasks");
        release.SetResult();

        second.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await first).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.Http.GetAsync("/api/v1/tasks")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Requests_are_counted_by_service_and_outcome()
    {
        await using var backend = await Backend.StartAsync(EchoAnswer.AnswerAsync);
        await using var gateway = await TestGateway.StartAsync(backend.Url);
        await gateway.Http.GetAsync("/api/v1/tasks");
        await gateway.Http.GetAsync("/api/v1/auth/me");

        var metrics = await MetricsAsync(gateway);

        metrics.ShouldMatch("""gateway_requests_total\{destination="task-service",address="[0-9.:]+",outcome="answered"\} 1""");
        metrics.ShouldMatch("""gateway_requests_total\{destination="user-service",address="[0-9.:]+",outcome="away"\} 1""");
    }

    private static Task<string> MetricsAsync(TestService gateway) => gateway.Http.GetStringAsync("/metrics");
}
