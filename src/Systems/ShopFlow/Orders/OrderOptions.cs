using System.Net;
using Tracker.Platform.Http;
using Tracker.Platform.Persistence;
using Tracker.Platform.RabbitMq;
using Tracker.Platform.Settings;

namespace Tracker.Systems.ShopFlow.Orders;

/// <summary>The configuration of <c>order-service</c>.</summary>
internal sealed record OrderOptions
{
    private static readonly Setting<int> RateLimit = HttpSettings.RateLimit("RATE_LIMIT_ORDERS_PER_MINUTE", "a user", 1000);

    public static IReadOnlyList<SettingGroup> Settings { get; } =
    [
        DatabaseSettings.Group,
        ShopFlowSettings.AuthServicePeer,
        RabbitMqSettings.Group,
        ShopFlowSettings.Pages,
        HttpSettings.Proxies,
        new("Orders", RateLimit),
    ];

    /// <summary>A <c>postgres://</c> URL.</summary>
    public required string DatabaseUrl { get; init; }

    public required Uri AuthServiceUrl { get; init; }

    /// <summary>The target of events; null to pass them to services in this process.</summary>
    public required RabbitMqUrl? Broker { get; init; }

    public required IReadOnlyList<string> CorsOrigins { get; init; }

    /// <summary>Max requests of one user per minute; 0 for no limit.</summary>
    public required int RateLimitPerMinute { get; init; }

    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    public static OrderOptions Read(ServiceSettings settings) => new()
    {
        DatabaseUrl = settings.DatabaseUrl(),
        AuthServiceUrl = settings.Read(ShopFlowSettings.AuthServiceUrl),
        Broker = settings.Broker(),
        CorsOrigins = settings.Read(ShopFlowSettings.CorsOrigins),
        RateLimitPerMinute = settings.Read(RateLimit),
        TrustedProxies = settings.Read(HttpSettings.TrustedProxies),
    };
}
