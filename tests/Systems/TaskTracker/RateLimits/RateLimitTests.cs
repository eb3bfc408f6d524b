using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.RateLimits;

/// <summary>Document 002 §5.7.</summary>
public sealed class RateLimitTests
{
    private const string Tasks = "/api/v1/tasks";

    [Fact]
    public async Task The_hundred_and_first_request_of_a_user_is_refused()
    {
        await using var api = await LimitedApi.StartAsync(100);
        var token = await api.TokenAsync();
        for (var left = 99; left >= 0; left--)
        {
            using var served = await api.GetAsync(Tasks, token);
            served.StatusCode.ShouldBe(HttpStatusCode.OK);
            served.Remaining().ShouldBe($"{left}");
        }

        using var refused = await api.GetAsync(Tasks, token);
        await refused.ShouldBeAsync(
            HttpStatusCode.TooManyRequests,
            """{"error": {"code": "RATE_LIMIT_EXCEEDED", "message": "Too many requests. Please try again later.", "details": {}, "correlation_id": "*"}}""");
        refused.Limit().ShouldBe("100");
        refused.Remaining().ShouldBe("0");
        refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
    }

    [Fact]
    public async Task A_bulk_change_counts_once()
    {
        await using var api = await LimitedApi.StartAsync(100);
        var ids = string.Join(", ", Enumerable.Range(0, 100).Select(_ => $"\"{Guid.NewGuid()}\""));

        using var answer = await api.SendAsync(
            HttpMethod.Post, $"{Tasks}/bulk", await api.TokenAsync(), $$"""{"ids": [{{ids}}], "delete": true}""");

        answer.StatusCode.ShouldBe(HttpStatusCode.MultiStatus);
        answer.Remaining().ShouldBe("99");
    }

    [Fact]
    public async Task Every_answer_has_the_remaining_limit()
    {
        await using var api = await LimitedApi.StartAsync(100);
        HttpResponseMessage[] answers =
        [
            await api.GetAsync(Tasks),
            await api.GetAsync("/nowhere"),
            await api.SendAsync(HttpMethod.Delete, Tasks),
            await api.SendAsync(HttpMethod.Post, "/api/v1/auth/login", json: "{}"),
            await api.GetAsync("/openapi.json"),
        ];

        answers.Select(answer => (int)answer.StatusCode).ShouldBe([401, 404, 405, 400, 200]);
        answers.Select(answer => answer.Limit()).Distinct().ShouldBe(["100"]);
        answers.Select(answer => answer.Remaining()).ShouldBe(["99", "98", "97", "96", "95"]);
    }

    [Fact]
    public async Task Users_are_counted_separately_from_each_other_and_their_address()
    {
        await using var api = await LimitedApi.StartAsync(2);
        var (ada, grace) = (await api.TokenAsync(), await api.TokenAsync());

        (await StatusesAsync(3, () => api.GetAsync(Tasks, ada))).ShouldBe([200, 200, 429]);
        (await StatusesAsync(3, () => api.GetAsync(Tasks, grace))).ShouldBe([200, 200, 429]);
        (await StatusesAsync(3, () => api.GetAsync(Tasks))).ShouldBe([401, 401, 429]);
    }

    [Fact]
    public async Task A_flood_of_bad_tokens_is_limited_by_address()
    {
        await using var api = await LimitedApi.StartAsync(3);
        (await StatusesAsync(5, () => api.GetAsync(Tasks, $"bad.{Guid.NewGuid():N}.token"))).ShouldBe([401, 401, 401, 429, 429]);
        (await StatusesAsync(1, () => api.GetAsync("/nowhere"))).ShouldBe([429]);
    }

    [Fact]
    public async Task The_client_address_comes_from_a_trusted_proxy()
    {
        await using var api = await LimitedApi.StartAsync(1);
        (await StatusesAsync(2, () => api.GetAsync(Tasks, from: "203.0.113.7"))).ShouldBe([401, 429]);
        (await StatusesAsync(2, () => api.GetAsync(Tasks, from: "203.0.113.8"))).ShouldBe([401, 429]);
        (await StatusesAsync(1, () => api.GetAsync(Tasks, from: "192.0.2.99, 203.0.113.7"))).ShouldBe([429]);
        (await StatusesAsync(2, () => api.GetAsync(Tasks, from: $"2001:db8::{Random.Shared.Next(1, 9999)}"))).ShouldBe([401, 429]);
    }

    [Fact]
    public async Task The_header_of_an_untrusted_proxy_is_ignored()
    {
        await using var api = await LimitedApi.StartAsync(1, settings: ("TRUSTED_PROXIES", "10.0.0.0/8"));
        (await StatusesAsync(1, () => api.GetAsync(Tasks, from: "203.0.113.7"))).ShouldBe([401]);
        (await StatusesAsync(1, () => api.GetAsync(Tasks, from: "203.0.113.8"))).ShouldBe([429]);
    }

    [Fact]
    public async Task Health_and_metrics_are_not_limited()
    {
        await using var api = await LimitedApi.StartAsync(1);
        foreach (var path in new[] { "/health/live", "/health/ready", "/metrics" })
        {
            (await StatusesAsync(3, () => api.GetAsync(path))).ShouldBe([200, 200, 200]);
            using var answer = await api.GetAsync(path);
            answer.IsLimited().ShouldBeFalse();
        }
    }

    [Fact]
    public async Task Zero_turns_the_limit_off()
    {
        await using var api = await LimitedApi.StartAsync(0);
        using var answer = await api.GetAsync(Tasks);
        answer.IsLimited().ShouldBeFalse();
    }

    [Fact]
    public async Task Limited_operations_document_the_limit_and_its_headers()
    {
        await using var api = await LimitedApi.StartAsync(0);
        var paths = (await (await api.GetAsync("/openapi.json")).ReadAsync())["paths"]!.AsObject();
        foreach (var (path, methods) in paths)
        {
            foreach (var (method, operation) in methods!.AsObject())
            {
                var refusal = operation!["responses"]!["429"];
                (refusal is null).ShouldBe(path.StartsWith("/health/", StringComparison.Ordinal), $"{method} {path}");
                (refusal?["headers"] as JsonObject)
                    ?.Select(header => header.Key).ShouldBe(["Retry-After", "X-RateLimit-Limit", "X-RateLimit-Remaining"]);
            }
        }
    }

    private static async Task<int[]> StatusesAsync(int times, Func<Task<HttpResponseMessage>> send)
    {
        var statuses = new int[times];
        for (var i = 0; i < times; i++)
        {
            using var answer = await send();
            statuses[i] = (int)answer.StatusCode;
        }

        return statuses;
    }
}
