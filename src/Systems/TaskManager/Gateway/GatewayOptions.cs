using Tracker.Platform.Gateway;
using Tracker.Platform.Http;
using Tracker.Platform.Settings;

namespace Tracker.Systems.TaskManager.Gateway;

/// <summary>The configuration of <c>api-gateway</c>.</summary>
internal static class GatewayOptions
{
    private static readonly Setting<IReadOnlyList<string>> Origins = HttpSettings.CorsOrigins();

    /// <summary>Document 004, "API Documentation": what goes where.</summary>
    public static GatewayPolicy Policy { get; } = new(
        To("auth-service", "/auth"),
        To("task-service", "/tasks"),
        To("notification-service", "/notifications"));

    public static IReadOnlyList<SettingGroup> Settings { get; } = [.. Policy.Settings, new("Browsers", Origins)];

    /// <summary>The web origins whose pages may call the system.</summary>
    public static IReadOnlyList<string> CorsOrigins(ServiceSettings settings) => settings.Read(Origins);

    // A service whose database is away cannot do its work either.
    private static GatewayDestination To(string service, string prefix) => new(service, prefix) { HealthPath = HealthRoutes.ReadyPath };
}
