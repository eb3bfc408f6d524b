using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Pipeline;
using Tracker.Platform.Http.RateLimiting;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Observability.Metrics;

namespace Tracker.Platform.Http;

/// <summary>The HTTP pipeline of every service.</summary>
public static class TrackerHttp
{
    /// <param name="services">
    /// Must have a <see cref="MetricsRegistry"/> and, where endpoints require a caller, an <see cref="ICallerSource"/>.
    /// </param>
    /// <param name="json">The source-generated contracts of the service's wire types.</param>
    public static IServiceCollection AddTrackerHttp(this IServiceCollection services, HttpPolicy policy, IJsonTypeInfoResolver json)
    {
        services.AddSingleton(policy.Errors);
        services.AddSingleton(policy.Times);
        services.AddSingleton<HttpMetrics>();
        services.AddSingleton<RequestTelemetry>();
        services.AddSingleton<ErrorBoundary>();
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = HttpPolicy.MaxBodyBytes;
            // Latin-1 decodes every byte, so bytes that are not UTF-8 make a wrong header value, not a request without a response.
            kestrel.RequestHeaderEncodingSelector = _ => Encoding.Latin1;
        });
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.TypeInfoResolver = JsonTypeInfoResolver.Combine(json, PlatformJson.Default);
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            options.SerializerOptions.Converters.Add(policy.Times.Converter);
            options.SerializerOptions.Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        });
        services.AddCors(cors => cors.AddDefaultPolicy(origins => origins
            .WithOrigins([.. policy.CorsOrigins])
            .AllowAnyHeader()
            .AllowAnyMethod()
            .SetPreflightMaxAge(TimeSpan.FromHours(1))
            .WithExposedHeaders(
                CorrelationId.Header,
                RateLimitHeaders.LimitName,
                RateLimitHeaders.RemainingName,
                "Retry-After",
                "Location",
                "ETag",
                IdempotencyKey.ReplayedHeader,
                "Content-Disposition")));
        return services;
    }

    /// <summary>Adds the pipeline before the endpoints, in the order in which a request passes it.</summary>
    public static WebApplication UseTrackerHttp(this WebApplication app)
    {
        var telemetry = app.Services.GetRequiredService<RequestTelemetry>();
        var errors = app.Services.GetRequiredService<ErrorBoundary>();
        var callers = app.Services.GetService<ICallerSource>();
        var limiter = app.Services.GetService<RateLimiter>();
        app.UseClientAddress();
        app.Use(next => context => telemetry.InvokeAsync(context, next));
        app.Use(next => context => errors.InvokeAsync(context, next));
        app.UseRoutingWithHead();
        app.UseCors();
        app.Use(next => context => StartingGate.InvokeAsync(context, next, app.Lifetime));
        if (callers is not null)
        {
            app.Use(next => context => BearerAuthentication.IdentifyAsync(context, next, callers));
        }

        if (limiter is not null)
        {
            app.Use(next => context => limiter.InvokeAsync(context, next));
        }

        app.Use(next => context => BodyLimit.InvokeAsync(context, next));
        if (callers is not null)
        {
            app.Use(next => context => BearerAuthentication.RejectAnonymousAsync(context, next));
        }

        return app;
    }

    /// <summary>Maps <c>GET /metrics</c> in the Prometheus text format.</summary>
    public static void MapMetrics(this WebApplication app)
    {
        var registry = app.Services.GetRequiredService<MetricsRegistry>();
        app.MapGet("/metrics", Task (HttpContext context) =>
        {
            context.Response.ContentType = MetricsRegistry.ContentType;
            registry.WriteTo(context.Response.BodyWriter);
            return Task.CompletedTask;
        }).ExcludeFromDescription();
    }
}
