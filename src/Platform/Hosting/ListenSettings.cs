using System.Net;
using Tracker.Platform.Observability;
using Tracker.Platform.Settings;

namespace Tracker.Platform.Hosting;

/// <summary>The variables that every service reads: where it listens, and what it tells about itself.</summary>
public static class ListenSettings
{
    /// <summary>The address to listen on.</summary>
    public static Setting<IPAddress> Host { get; } =
        Setting.Of("HOST", "address to listen on", ParseAddress, IPAddress.Loopback) with { Default = "127.0.0.1" };

    /// <summary>The port to listen on; 0 for any free one.</summary>
    public static Setting<int> Port { get; } = PortIn("PORT", 0) with { Default = "the service's own" };

    /// <summary>For every service.</summary>
    public static SettingGroup Group { get; } =
        new("Every service", Port, Host, ObservabilitySettings.Level, ObservabilitySettings.Collector);

    /// <summary>A port under a name of its own, e.g. <c>API_PORT</c>.</summary>
    public static Setting<int> PortIn(string variable, int defaultPort) =>
        Setting.Number(variable, "port; 0 takes a free one", defaultPort, 0, IPEndPoint.MaxPort);

    /// <summary>Whether only this machine reaches the service.</summary>
    public static bool ListensOnLoopback(this ServiceSettings settings) => IPAddress.IsLoopback(settings.Read(Host));

    private static IPAddress ParseAddress(string text) =>
        text == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(text, out var address) ? address
        : throw new FormatException("must be an IP address, e.g. 127.0.0.1 or 0.0.0.0");
}
