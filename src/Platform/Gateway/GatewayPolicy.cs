using Tracker.Platform.Http;
using Tracker.Platform.Settings;

namespace Tracker.Platform.Gateway;

/// <summary>What a gateway forwards, and its limits.</summary>
public sealed record GatewayPolicy(params IReadOnlyList<GatewayDestination> Destinations)
{
    /// <summary>The time for a connection to a service; then it counts as away.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>The time in which a service must answer, and in which each further part of a body must follow.</summary>
    public TimeSpan ActivityTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Requests in progress; further ones get 503. Each has a connection to a service: streams of events and slow bodies hold one for long.
    /// </summary>
    public int MaxRequests { get; init; } = 4096;

    /// <summary>Connections of clients; further ones are closed at once.</summary>
    public int MaxClientConnections { get; init; } = 10_000;

    /// <summary>The variables that <see cref="GatewayServices.AddGateway"/> reads.</summary>
    public IReadOnlyList<SettingGroup> Settings =>
        [new("Services", [.. Destinations.Select(destination => destination.Addresses)]), HttpSettings.Proxies];
}
