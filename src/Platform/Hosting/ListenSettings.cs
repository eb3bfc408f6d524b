using System.Net;
using Tracker.Platform.Observability;
using Tracker.Platform.Settings;

namespace Tracker.Platform.Hosting;

/// <summary>The variables that every service reads: the address it listens on, logging and tracing.</summary>
public static class ListenSettings
{
    public static Setting<IPAddress> Host { get; } =
        Setting.Of("HOST", "address to listen on", ParseAddress, IPAddress.Loopback) with { Default = "127.0.0.1" };

    /// <summary>0 for any free port.</summary>
    public static Setting<int> Port { get; } = PortIn("PORT", 0) with { Default = "the service's own" };

    public static SettingGroup Group { get; } =
        new("Every service", Port, Host, ObservabilitySettings.Level, ObservabilitySettings.Collector);

    /// <summary>A port with its own variable, for example <c>API_PORT</c>.</summary>
    public static Setting<int> PortIn(string variable, int defaultPort) =>
        Setting.Number(variable, "port; 0 takes a free one", defaultPort, 0, IPEndPoint.MaxPort);

    /// <summary>True if only this machine can reach the service.</summary>
    public static bool ListensOnLoopback(this ServiceSettings settings) => IPAddress.IsLoopback(settings.Read(Host));

    private static IPAddress ParseAddress(string text) =>
        text == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(text, out var address) ? address
        : throw new FormatException("must be an IP address, e.g. 127.0.0.1 or 0.0.0.0");
}
