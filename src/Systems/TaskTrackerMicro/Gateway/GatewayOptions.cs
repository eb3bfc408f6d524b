using Tracker.Platform.Gateway;
using Tracker.Platform.Http;
using Tracker.Platform.Settings;

namespace Tracker.Systems.TaskTrackerMicro.Gateway;

/// <summary>The configuration of <c>api-gateway</c>.</summary>
internal static class GatewayOptions
{
    private static readonly Setting<IReadOnlyList<string>> Origins = HttpSettings.CorsOrigins("http://localhost:3000");

    /// <summary>Document 001, "API Gateway": what goes where.</summary>
    public static GatewayPolicy Policy { get; } = new(
        new GatewayDestination("user-service", "/api/v1/auth"),
        new GatewayDestination("task-service", "/api/v1/tasks"),
        new GatewayDestination("stats-service", "/api/v1/stats"));

    public static IReadOnlyList<SettingGroup> Settings { get; } = [.. Policy.Settings, new("Browsers", Origins)];

    /// <summary>The web origins whose pages may call the system.</summary>
    public static IReadOnlyList<string> CorsOrigins(ServiceSettings settings) => settings.Read(Origins);

    /// <summary>The addresses of each service, as given.</summary>
    public static IReadOnlyDictionary<string, string> Addresses(ServiceSettings settings) => Policy.Destinations.ToDictionary(
        service => service.Name,
        service => string.Join(',', settings.Read(service.Addresses).Select(address => address.ToString().TrimEnd('/'))));
}
