using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tracker.Platform.Redis;

public static class RedisServices
{
    /// <summary>
    /// Adds a <see cref="RedisConnection"/>, or nothing when Redis is not configured; a consumer that works without Redis resolves it as
    /// optional.
    /// </summary>
    /// <param name="services">Must have logging.</param>
    /// <param name="url">Null when not configured.</param>
    public static IServiceCollection AddRedis(this IServiceCollection services, RedisUrl? url) =>
        url is null ? services : services
            .AddSingleton(provider => new RedisConnection(url, provider.GetRequiredService<ILogger<RedisConnection>>()))
            .AddHostedService<FirstContact>();

    /// <summary>
    /// Connects at the start of the service, so that no request waits for it and an unreachable Redis is logged immediately.
    /// </summary>
    private sealed class FirstContact(RedisConnection redis) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => redis.AnswersAsync(stoppingToken);
    }
}
