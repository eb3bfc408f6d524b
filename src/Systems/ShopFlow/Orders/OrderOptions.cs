using System.Net;
using Tracker.Platform.Hosting;
using Tracker.Platform.RabbitMq;

namespace Tracker.Systems.ShopFlow.Orders;

/// <summary>The configuration of <c>order-service</c>.</summary>
internal sealed record OrderOptions
{
    /// <summary>The orders, as <c>postgres://</c> URL.</summary>
    public required string DatabaseUrl { get; init; }

    /// <summary>Asked about every token.</summary>
    public required Uri AuthServiceUrl { get; init; }

    /// <summary>Where events go; null to hand them to the services of this process.</summary>
    public required RabbitMqUrl? Broker { get; init; }

    public required IReadOnlyList<string> CorsOrigins { get; init; }

    /// <summary>Requests of one user a minute; 0 for no limit.</summary>
    public required int RateLimitPerMinute { get; init; }

    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    public static OrderOptions Read(ServiceSettings settings) => new()
    {
        DatabaseUrl = settings.DatabaseUrl(),
        AuthServiceUrl = settings.PeerUrl("AUTH_SERVICE_URL"),
        Broker = settings.Broker(),
        CorsOrigins = settings.CorsOrigins(""),
        RateLimitPerMinute = settings.RateLimit("RATE_LIMIT_ORDERS_PER_MINUTE", 1000),
        TrustedProxies = settings.TrustedProxies(),
    };
}
