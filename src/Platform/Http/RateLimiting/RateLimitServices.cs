using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Observability.Metrics;
using Tracker.Platform.Redis;

namespace Tracker.Platform.Http.RateLimiting;

/// <summary>Adds rate limits to a service.</summary>
public static class RateLimitServices
{
    /// <summary>
    /// Limits the rate of requests, counting in Redis where the provider has a <see cref="RedisConnection"/> and in memory otherwise.
    /// Callers with role <c>service</c>, <c>/health</c> and <c>/metrics</c> are not limited.
    /// </summary>
    /// <param name="services">The service's provider; it has <see cref="MetricsRegistry"/>, <see cref="TimeProvider"/> and logging.</param>
    /// <param name="everywhere">
    /// Holds for every route, known or not, that has no policy by <see cref="RateLimitedEndpoints.LimitRate{TBuilder}"/>;
    /// null when only routes with one are limited.
    /// </param>
    /// <param name="trustedProxies">Whose <c>X-Forwarded-For</c> counts, by <see cref="ProxyNetworks.Parse"/>.</param>
    public static IServiceCollection AddRateLimiting(this IServiceCollection services, RateLimitPolicy? everywhere, IReadOnlyList<IPNetwork> trustedProxies) =>
        services
            .Configure<ForwardedHeadersOptions>(options => ClientAddress.Configure(options, trustedProxies))
            .AddSingleton(provider => new RateLimiter(everywhere, Store(provider)));

    private static IRateLimitStore Store(IServiceProvider provider)
    {
        var memory = new MemoryRateLimitStore(RateLimitPolicy.Window, provider.GetRequiredService<TimeProvider>());
        return provider.GetService<RedisConnection>() is { } redis
            ? new RedisRateLimitStore(
                redis,
                memory,
                RateLimitPolicy.Window,
                provider.GetRequiredService<MetricsRegistry>(),
                provider.GetRequiredService<ILogger<RedisRateLimitStore>>())
            : memory;
    }
}
