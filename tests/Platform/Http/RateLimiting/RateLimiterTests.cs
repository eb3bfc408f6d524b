using System.Net;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.RateLimiting;
using Tracker.Platform.Http.Requests;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Platform.Http.RateLimiting;

/// <summary>A service with limits on two groups of endpoints only.</summary>
public sealed class RateLimiterTests : IAsyncLifetime
{
    private static readonly RateLimitPolicy Doors = new(2) { Bucket = "doors" };
    private static readonly SystemDefinition Toy =
        new("toy", "TOY_SECRET", [new ServiceDefinition("api", 0, "/health", Build)]) { Accounts = "api" };
    private TestService service = null!;

    public async ValueTask InitializeAsync() => service = await TestService.StartAsync(Toy, "api", new Dictionary<string, string>());

    public ValueTask DisposeAsync() => service.DisposeAsync();

    [Fact]
    public async Task Endpoints_of_one_bucket_share_one_count()
    {
        (await StatusAsync("/front-door")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync("/back-door")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync("/front-door")).ShouldBe(HttpStatusCode.TooManyRequests);
        (await StatusAsync("/mine", "ada")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_endpoint_without_a_policy_is_not_limited()
    {
        using var answer = await SendAsync("/free");
        answer.Headers.Contains("X-RateLimit-Limit").ShouldBeFalse();
        using var nowhere = await SendAsync("/nowhere");
        nowhere.Headers.Contains("X-RateLimit-Limit").ShouldBeFalse();
    }

    [Fact]
    public async Task A_service_is_never_limited()
    {
        for (var i = 0; i < 5; i++)
        {
            using var answer = await SendAsync("/mine", "service");
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            answer.Headers.Contains("X-RateLimit-Limit").ShouldBeFalse();
        }
    }

    [Fact]
    public async Task A_bad_token_counts_for_the_address()
    {
        (await StatusAsync("/mine")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync("/mine", "nobody")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync("/mine", "nobody")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync("/mine", "nobody")).ShouldBe(HttpStatusCode.TooManyRequests);
        (await StatusAsync("/mine", "ada")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_answer_after_an_exception_has_the_limit_headers()
    {
        using var answer = await SendAsync("/broken");
        answer.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        answer.Headers.GetValues("X-RateLimit-Remaining").ShouldBe(["8"]);
    }

    private static WebApplication Build(ServiceContext context)
    {
        var builder = ServiceHost.CreateBuilder(context.Settings, context.Service).AddTelemetry(context);
        builder.Services.AddSingleton<ICallerSource, NamedCallers>();
        builder.Services.AddTrackerHttp(new HttpPolicy(new EnvelopeErrorFormat()), new DefaultJsonTypeInfoResolver());
        builder.Services.AddRateLimiting(everywhere: null, ProxyNetworks.Parse(ProxyNetworks.Loopback));
        var app = builder.Build();
        app.UseTrackerHttp();
        app.MapGet("/front-door", () => "open").LimitRate(Doors);
        app.MapGet("/back-door", () => "open").LimitRate(Doors);
        app.MapGet("/mine", () => "open").RequireCaller().LimitRate(new RateLimitPolicy(3));
        app.MapGet("/broken", string () => throw new InvalidOperationException("broken"))
            .LimitRate(new RateLimitPolicy(9) { Bucket = "broken" });
        app.MapGet("/free", () => "open");
        return app;
    }

    private async Task<HttpStatusCode> StatusAsync(string path, string? token = null)
    {
        using var answer = await SendAsync(path, token);
        return answer.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(string path, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = token is null ? null : new("Bearer", token);
        return await service.Http.SendAsync(request);
    }

    /// <summary>The token is the user's name.</summary>
    private sealed class NamedCallers : ICallerSource
    {
        public ValueTask<Caller?> IdentifyAsync(string token, CancellationToken ct) =>
            ValueTask.FromResult(token == "nobody" ? null : new Caller(token, Email: null, Role: token == "service" ? "service" : null));
    }
}
