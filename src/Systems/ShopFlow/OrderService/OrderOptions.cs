using Tracker.Platform.Hosting;

namespace Tracker.Systems.ShopFlow.OrderService;

/// <summary>The configuration of <c>order-service</c>.</summary>
internal sealed record OrderOptions
{
    /// <summary>The orders, as <c>postgres://</c> URL.</summary>
    public required string DatabaseUrl { get; init; }

    /// <summary>Asked about every token.</summary>
    public required Uri AuthServiceUrl { get; init; }

    public required IReadOnlyList<string> CorsOrigins { get; init; }

    public static OrderOptions Read(ServiceSettings settings) => new()
    {
        DatabaseUrl = settings.DatabaseUrl(),
        AuthServiceUrl = settings.PeerUrl("AUTH_SERVICE_URL"),
        CorsOrigins = settings.CorsOrigins(),
    };
}
