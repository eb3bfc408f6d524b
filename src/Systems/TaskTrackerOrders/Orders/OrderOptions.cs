using Tracker.Platform.Persistence;
using Tracker.Platform.Redis;
using Tracker.Platform.Security;
using Tracker.Platform.Settings;

namespace Tracker.Systems.TaskTrackerOrders.Orders;

/// <summary>The configuration of <c>order-service</c>.</summary>
internal sealed record OrderOptions
{
    public static IReadOnlyList<SettingGroup> Settings { get; } =
    [
        DatabaseSettings.Group,
        OrdersSettings.Tokens,
        RedisSettings.Events,
        OrdersSettings.Pages,
    ];

    /// <summary>A <c>postgres://</c> URL.</summary>
    public required string DatabaseUrl { get; init; }

    public required SigningKeys SigningKeys { get; init; }

    /// <summary>The target of events; null to pass them to services in this process.</summary>
    public required RedisUrl? Redis { get; init; }

    public required IReadOnlyList<string> CorsOrigins { get; init; }

    public static OrderOptions Read(ServiceSettings settings) => new()
    {
        DatabaseUrl = settings.DatabaseUrl(),
        SigningKeys = settings.SigningKeys(OrdersSettings.SecretVariable),
        Redis = settings.Redis(),
        CorsOrigins = settings.Read(OrdersSettings.CorsOrigins),
    };
}
