using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Tracker.Platform.Redis;

public static class RedisServices
{
    /// <summary>Adds a <see cref="RedisConnection"/>, or nothing when no Redis is configured: whoever can do without asks for it as optional.</summary>
    /// <param name="services">The service's container; it has logging.</param>
    /// <param name="url">Null when none is configured.</param>
    public static IServiceCollection AddRedis(this IServiceCollection services, RedisUrl? url) =>
        url is null ? services : services
            .AddSingleton(provider => new RedisConnection(url, provider.GetRequiredService<ILogger<RedisConnection>>()))
            .AddHostedService<FirstContact>();

    /// <summary>Connects when the service starts, so that no request has to wait for it and a Redis that is away is told of at once.</summary>
    private sealed class FirstContact(RedisConnection redis) : BackgroundService
    {
        protected override Task ExecuteAsync(CancellationToken stoppingToken) => redis.AnswersAsync(stoppingToken);
    }
}
