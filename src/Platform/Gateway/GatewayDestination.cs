using Tracker.Platform.Settings;

namespace Tracker.Platform.Gateway;

/// <summary>A service behind a gateway.</summary>
/// <param name="Name">For example <c>task-service</c>; <c>TASK_SERVICE_URL</c> then has its addresses.</param>
/// <param name="Prefixes">The paths that go to it, with everything below them, for example <c>/api/v1/tasks</c>.</param>
public sealed record GatewayDestination(string Name, params IReadOnlyList<string> Prefixes)
{
    /// <summary>Its liveness check, below each of its addresses.</summary>
    public string HealthPath { get; init; } = "/health";

    /// <summary>The service rejects bodies that are too large itself; here they pass, whatever their length.</summary>
    public bool LimitsBodies { get; init; }

    /// <summary>The variable with its addresses: several are balanced.</summary>
    public Setting<IReadOnlyList<Uri>> Addresses { get; } = Setting.ServiceUrls(
        Name.ToUpperInvariant().Replace('-', '_') + "_URL", "the service's address, or several with commas between them");
}
