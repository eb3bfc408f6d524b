using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Gateway;

public sealed class StreamingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task An_event_arrives_before_the_next_is_sent()
    {
        var next = new TaskCompletionSource();
        await using var backend = await Backend.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("data: 1\n\n");
            await context.Response.Body.FlushAsync();
            await next.Task.WaitAsync(Patience);
            await context.Response.WriteAsync("data: 2\n\n");
        });
        await using var gateway = await TestGateway.StartAsync(backend.Url);

        using var answer = await gateway.Http.GetAsync("/api/v1/tasks/events", HttpCompletionOption.ResponseHeadersRead);
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await events.ReadLineAsync().WaitAsync(Patience)).ShouldBe("data: 1");
        next.SetResult();
        (await events.ReadToEndAsync()).ShouldBe("\ndata: 2\n\n");
    }

    [Theory]
    [InlineData("Content-Length: 6\r\n", "abc", "def")]
    [InlineData("Transfer-Encoding: chunked\r\n", "3\r\nabc\r\n", "3\r\ndef\r\n0\r\n\r\n")]
    public async Task The_start_of_an_upload_arrives_before_its_end(string framing, string start, string end)
    {
        var begun = new TaskCompletionSource<string>();
        await using var backend = await Backend.StartAsync(async context =>
        {
            var first = new byte[3];
            await context.Request.Body.ReadExactlyAsync(first);
            begun.SetResult(Encoding.UTF8.GetString(first));
            using var rest = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync(await rest.ReadToEndAsync());
        });
        await using var gateway = await TestGateway.StartAsync(backend.Url);
        using var client = new RawClient(gateway);

        await client.SendAsync($"POST /api/v1/tasks HTTP/1.1\r\nHost: g\r\n{framing}\r\n{start}");
        (await begun.Task.WaitAsync(Patience)).ShouldBe("abc");
        await client.SendAsync(end);
        (await RawAnswer.ReadAsync(client.Stream)).Body.ShouldBe("def");
    }

    [Fact]
    public async Task An_aborted_upload_aborts_the_call_to_the_service()
    {
        var (begun, aborted) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var backend = await Backend.StartAsync(async context =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            await context.Request.Body.ReadExactlyAsync(new byte[3]);
            begun.SetResult();
            await context.Request.Body.CopyToAsync(Stream.Null);
        });
        await using var gateway = await TestGateway.StartAsync(backend.Url);
        using (var client = new RawClient(gateway))
        {
            await client.SendAsync("POST /api/v1/tasks HTTP/1.1\r\nHost: g\r\nContent-Length: 100\r\n\r\nabc");
            await begun.Task.WaitAsync(Patience);
        }

        await aborted.Task.WaitAsync(Patience);
        (await gateway.LogAsync()).ShouldNotContain("\"error\"");
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_call_to_the_service()
    {
        var (begun, aborted) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var backend = await Backend.StartAsync(async context =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            begun.SetResult();
            await aborted.Task.WaitAsync(Patience);
        });
        await using var gateway = await TestGateway.StartAsync(backend.Url);
        using (var client = new RawClient(gateway))
        {
            await client.SendAsync("GET /api/v1/tasks HTTP/1.1\r\nHost: g\r\n\r\n");
            await begun.Task.WaitAsync(Patience);
        }

        await aborted.Task.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_client_that_expects_100_sends_its_body_then()
    {
        await using var backend = await Backend.StartAsync(EchoAnswer.AnswerAsync);
        await using var gateway = await TestGateway.StartAsync(backend.Url);
        using var client = new RawClient(gateway);

        await client.SendAsync("POST /api/v1/tasks HTTP/1.1\r\nHost: g\r\nExpect: 100-continue\r\nContent-Length: 3\r\n\r\n");
        (await RawPeer.ReadUntilAsync(client.Stream, "\r\n\r\n")).ShouldBe("HTTP/1.1 100 Continue\r\n\r\n");
        await client.SendAsync("abc");
        (await RawAnswer.ReadAsync(client.Stream)).Body.ShouldContain("\"abc\"");
    }

    [Fact]
    public async Task A_body_that_the_service_rejects_is_not_asked_for()
    {
        await using var backend = await Backend.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return context.Response.WriteAsync("no");
        });
        await using var gateway = await TestGateway.StartAsync(backend.Url);
        using var client = new RawClient(gateway);

        await client.SendAsync("POST /api/v1/tasks HTTP/1.1\r\nHost: g\r\nExpect: 100-continue\r\nContent-Length: 3000\r\n\r\n");
        (await RawAnswer.ReadAsync(client.Stream)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task An_upgraded_connection_passes_both_ways()
    {
        using var peer = new RawPeer(async (stream, head) =>
        {
            head.ShouldContain("Upgrade: websocket");
            await stream.WriteAsync("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n"u8.ToArray());
            await stream.WriteAsync(Encoding.UTF8.GetBytes(await RawPeer.ReadUntilAsync(stream, "!")));
            return false;
        });
        await using var gateway = await TestGateway.StartAsync(peer.Url);
        using var client = new RawClient(gateway);

        await client.SendAsync(
            "GET /api/v1/tasks HTTP/1.1\r\nHost: g\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
            + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
        (await RawPeer.ReadUntilAsync(client.Stream, "\r\n\r\n")).ShouldStartWith("HTTP/1.1 101 ");
        await client.SendAsync("ping!");
        (await RawPeer.ReadUntilAsync(client.Stream, "!")).ShouldBe("ping!");
    }

    [Theory]
    [InlineData("websocket")]
    [InlineData("h2c")]
    public async Task A_service_may_ignore_an_upgrade(string protocol)
    {
        await using var backend = await Backend.StartAsync(EchoAnswer.AnswerAsync);
        await using var gateway = await TestGateway.StartAsync(backend.Url);
        using var client = new RawClient(gateway);

        await client.SendAsync(
            $"GET /api/v1/tasks HTTP/1.1\r\nHost: g\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: {protocol}\r\n"
            + "HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n");
        (await RawAnswer.ReadAsync(client.Stream)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_slow_answer_passes_while_it_moves()
    {
        await using var backend = await Backend.StartAsync(async context =>
        {
            for (var i = 0; i < 6; i++)
            {
                await context.Response.WriteAsync("x");
                await context.Response.Body.FlushAsync();
                await Task.Delay(250);
            }
        });
        await using var gateway = await TestGateway.StartAsync(
            backend.Url, policy: TestGateway.Policy with { ActivityTimeout = TimeSpan.FromSeconds(1) });

        using var answer = await gateway.Http.GetAsync("/api/v1/tasks");
        (await answer.Content.ReadAsStringAsync()).ShouldBe("xxxxxx");
    }

    [Fact]
    public async Task A_client_that_does_not_read_stops_the_service()
    {
        const int limit = 2_000_000;
        var sent = 0;
        using var service = new TcpListener(IPAddress.Loopback, 0);
        // Without a limit the kernel would take megabytes here, too.
        service.Server.SendBufferSize = 64 * 1024;
        service.Start();
        var sending = Task.Run(async () =>
        {
            using var connection = await service.AcceptTcpClientAsync();
            await RawPeer.ReadUntilAsync(connection.GetStream(), "\r\n\r\n");
            await connection.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 100000000\r\n\r\n"u8.ToArray());
            for (var part = new byte[10_000]; sent < limit; sent += part.Length)
            {
                await connection.GetStream().WriteAsync(part);
            }
        });
        await using var gateway = await TestGateway.StartAsync($"http://{service.LocalEndpoint}");
        using var client = new RawClient(gateway);

        await client.SendAsync("GET /api/v1/tasks HTTP/1.1\r\nHost: g\r\n\r\n");
        (await RawPeer.ReadUntilAsync(client.Stream, "\r\n\r\n")).ShouldStartWith("HTTP/1.1 200 ");
        await Task.WhenAny(sending, Task.Delay(TimeSpan.FromSeconds(2)));

        sent.ShouldBeLessThan(limit);
    }

    [Fact]
    public async Task A_short_answer_arrives_at_once_with_its_headers()
    {
        await using var backend = await Backend.StartAsync(context => context.Response.WriteAsync(new string('x', 5000)));
        await using var gateway = await TestGateway.StartAsync(backend.Url);
        using var client = new RawClient(gateway);

        await client.SendAsync("HEAD /api/v1/tasks HTTP/1.1\r\nHost: g\r\n\r\n");
        await RawPeer.ReadUntilAsync(client.Stream, "\r\n\r\n");
        await client.SendAsync("GET /api/v1/tasks HTTP/1.1\r\nHost: g\r\n\r\n");
        var buffer = new byte[16 * 1024];

        (await client.Stream.ReadAsync(buffer)).ShouldBeGreaterThan(5000);
    }

    [Fact]
    public async Task An_answer_without_a_body_passes_as_it_is()
    {
        await using var backend = await Backend.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
        await using var gateway = await TestGateway.StartAsync(backend.Url);

        using var answer = await gateway.Http.GetAsync("/api/v1/tasks");

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await answer.Content.ReadAsStringAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task HEAD_reaches_the_service_as_HEAD()
    {
        await using var backend = await Backend.StartAsync(context =>
        {
            context.Response.Headers["X-Method"] = context.Request.Method;
            context.Response.ContentLength = 5;
            return Task.CompletedTask;
        });
        await using var gateway = await TestGateway.StartAsync(backend.Url);
        using var request = new HttpRequestMessage(HttpMethod.Head, "/api/v1/tasks");

        using var answer = await gateway.Http.SendAsync(request);

        answer.Headers.GetValues("X-Method").ShouldBe(["HEAD"]);
        answer.Content.Headers.ContentLength.ShouldBe(5);
    }
}
