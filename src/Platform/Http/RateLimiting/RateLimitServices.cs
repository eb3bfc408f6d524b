using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Observability.Metrics;
using Tracker.Platform.Redis;

namespace Tracker.Platform.Http.RateLimiting;

public static class RateLimitServices
{
    /// <summary>
    /// Limits the rate of requests. Counts are in Redis when the provider has a <see cref="RedisConnection"/>, otherwise in memory. Callers
    /// with role <c>service</c>, <c>/health</c> and <c>/metrics</c> are not limited.
    /// </summary>
    /// <param name="services">Must have <see cref="MetricsRegistry"/>, <see cref="TimeProvider"/> and logging.</param>
    /// <param name="everywhere">
    /// The policy of every route, known or not, without its own (<see cref="RateLimitedEndpoints.LimitRate{TBuilder}"/>); null: these
    /// routes are not limited.
    /// </param>
    /// <param name="trustedProxies">The proxies whose <c>X-Forwarded-For</c> is used (<see cref="ProxyNetworks.Parse"/>).</param>
    public static IServiceCollection AddRateLimiting(
        this IServiceCollection services, RateLimitPolicy? everywhere, IReadOnlyList<IPNetwork> trustedProxies) =>
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
