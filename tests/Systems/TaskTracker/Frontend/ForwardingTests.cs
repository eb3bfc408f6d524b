using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.Frontend;

/// <summary>The way of requests below /api. The forwarder has tests of its own, of all that a gateway does.</summary>
public sealed class ForwardingTests
{
    [Fact]
    public async Task An_event_arrives_before_the_next_is_sent()
    {
        var next = new TaskCompletionSource();
        await using var site = await Site.StartAsync(async context =>
        {
            await WriteEventAsync(context, "1");
            await next.Task.WaitAsync(Site.Patience);
            await WriteEventAsync(context, "2");
        });

        using var answer = await site.AskAsync("/api/v1/events");
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync());

        (await events.ReadLineAsync().WaitAsync(Site.Patience)).ShouldBe("data: 1");
        next.SetResult();
        (await events.ReadToEndAsync()).ShouldBe("\ndata: 2\n\n");
    }

    [Fact]
    public async Task Open_event_streams_do_not_delay_the_stop()
    {
        var site = await Site.StartAsync(async context =>
        {
            await WriteEventAsync(context, "1");
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        });
        using var answer = await site.AskAsync("/api/v1/events");
        using var events = new StreamReader(await answer.Content.ReadAsStreamAsync());
        (await events.ReadLineAsync()).ShouldBe("data: 1");

        var stopping = Stopwatch.StartNew();
        await site.DisposeAsync();

        // A stop waits 9 s for requests in progress.
        stopping.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(6));
    }

    [Fact]
    public async Task A_reader_that_leaves_ends_the_stream_at_the_api()
    {
        var left = new TaskCompletionSource();
        await using var site = await Site.StartAsync(async context =>
        {
            context.RequestAborted.Register(() => left.TrySetResult());
            await WriteEventAsync(context, "1");
            await left.Task.WaitAsync(Site.Patience);
        });

        (await site.AskAsync("/api/v1/events")).Dispose();

        await left.Task.WaitAsync(Site.Patience);
    }

    [Fact]
    public async Task An_upload_larger_than_the_general_limit_streams()
    {
        const int Length = 30 * 1024 * 1024;
        var begun = new TaskCompletionSource();
        await using var site = await Site.StartAsync(async context =>
        {
            context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = null;
            await context.Request.Body.ReadExactlyAsync(new byte[10]);
            begun.SetResult();
            long read = 10;
            var buffer = new byte[64 * 1024];
            while (await context.Request.Body.ReadAsync(buffer) is var count and > 0)
            {
                read += count;
            }

            await context.Response.WriteAsync($"{read}");
        });

        using var body = new PushedContent(Length, begun.Task);
        using var answer = await site.Http.PostAsync("/api/v1/tasks/1/attachments", body);

        (await answer.Content.ReadAsStringAsync()).ShouldBe($"{Length}");
    }

    [Theory]
    [InlineData(26 * 1024 * 1024 + 65536)]
    [InlineData(200 * 1024 * 1024)]
    public async Task The_limit_of_the_api_reaches_a_client_that_uploads(long length)
    {
        await using var api = await Api.StartAsync();
        await using var site = await Site.StartAsync(_ => Task.CompletedTask, ("API_URL", api.Service.Url.ToString()));
        var person = await api.PersonAsync();
        var task = await person.TaskAsync();
        using var file = new PushedContent(length, Task.CompletedTask);
        using var form = new MultipartFormDataContent { { file, "file", "large.bin" } };
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/tasks/{task}/attachments") { Content = form };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.AccessToken);
        request.Headers.ExpectContinue = true;

        using var answer = await site.Http.SendAsync(request);

        var error = await answer.ReadAsync(HttpStatusCode.RequestEntityTooLarge);
        error["error"]!["code"]!.GetValue<string>().ShouldBe("PAYLOAD_TOO_LARGE");
    }

    [Fact]
    public async Task The_api_limits_the_client_and_not_the_frontend()
    {
        await using var api = await Api.StartAsync(settings: [("RATE_LIMIT_PER_MINUTE", "3")]);
        await using var site = await Site.StartAsync(_ => Task.CompletedTask, ("API_URL", api.Service.Url.ToString()));

        var statuses = new List<HttpStatusCode>();
        foreach (var client in new[] { "203.0.113.1", "203.0.113.1", "203.0.113.1", "203.0.113.1", "203.0.113.2" })
        {
            using var answer = await site.AskAsync("/api/v1/tasks", headers: ("X-Forwarded-For", client));
            statuses.Add(answer.StatusCode);
        }

        statuses.ShouldBe(
            [.. Enumerable.Repeat(HttpStatusCode.Unauthorized, 3), HttpStatusCode.TooManyRequests, HttpStatusCode.Unauthorized]);
    }

    [Theory]
    [InlineData("127.0.0.0/8", "203.0.113.7, 127.0.0.1")]
    [InlineData("10.0.0.0/8", "127.0.0.1")]
    public async Task Only_a_trusted_proxy_names_the_client(string trusted, string forwarded)
    {
        await using var site = await Site.StartAsync(
            context => context.Response.WriteAsync(context.Request.Headers["X-Forwarded-For"].ToString()), ("TRUSTED_PROXIES", trusted));

        using var answer = await site.AskAsync("/api/v1/tasks", headers: ("X-Forwarded-For", "203.0.113.7"));

        (await answer.Content.ReadAsStringAsync()).ShouldBe(forwarded);
    }

    [Fact]
    public async Task An_api_that_is_away_is_503_with_the_envelope()
    {
        await using var site = await Site.StartAsync(_ => Task.CompletedTask);
        await site.Api.StopAsync();

        using var answer = await site.AskAsync("/api/v1/tasks", headers: ("X-Correlation-ID", "mine"));

        answer.Headers.RetryAfter.ShouldNotBeNull();
        await answer.ShouldBeAsync(
            HttpStatusCode.ServiceUnavailable,
            """
            {"error": {"code": "SERVICE_UNAVAILABLE", "message": "api is temporarily unavailable. Please try again shortly.",
             "details": {}, "correlation_id": "mine"}}
            """);
    }

    [Theory]
    [InlineData("/api")]
    [InlineData("/api/v1/tasks/%2F?search=a+b")]
    public async Task Everything_below_the_path_reaches_the_api(string target)
    {
        await using var site = await Site.StartAsync(
            context => context.Response.WriteAsync(context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget));

        using var answer = await site.AskAsync(target, headers: ("Accept", "text/html"));

        (await answer.Content.ReadAsStringAsync()).ShouldBe(target);
    }

    [Fact]
    public async Task The_service_counts_its_requests_and_those_forwarded()
    {
        await using var site = await Site.StartAsync(context => context.Response.WriteAsync("the api"));
        (await site.AskAsync("/tasks/1")).Dispose();
        (await site.AskAsync("/api/v1/tasks/1")).Dispose();

        // It counts when the client may have the whole answer already.
        var metrics = await Soon.BecomesAsync(
            () => site.Http.GetStringAsync("/metrics"), text => text.Contains("outcome=\"answered\"} 1", StringComparison.Ordinal));

        metrics.ShouldContain("http_requests_total{path=\"/{**path}\"");
        metrics.ShouldNotContain("/tasks/1");
    }

    private static async Task WriteEventAsync(HttpContext context, string data)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = "text/event-stream";
        }

        await context.Response.WriteAsync($"data: {data}\n\n");
        await context.Response.Body.FlushAsync();
    }

    /// <summary>A body of zeros. After its first ten bytes it waits.</summary>
    private sealed class PushedContent(long length, Task mayContinue) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            await stream.WriteAsync(new byte[10]);
            await stream.FlushAsync();
            await mayContinue.WaitAsync(Site.Patience);
            var block = new byte[64 * 1024];
            for (var left = length - 10; left > 0; left -= block.Length)
            {
                await stream.WriteAsync(block.AsMemory(0, (int)Math.Min(left, block.Length)));
            }
        }

        protected override bool TryComputeLength(out long bytes)
        {
            bytes = length;
            return true;
        }
    }
}
