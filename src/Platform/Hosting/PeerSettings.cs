using Tracker.Platform.Settings;

namespace Tracker.Platform.Hosting;

/// <summary>The variables with which a service finds a peer and authenticates to it.</summary>
public static class PeerSettings
{
    /// <summary>The peer's address, for example <c>AUTH_SERVICE_URL</c>.</summary>
    public static Setting<Uri> Url(string service) =>
        Setting.ServiceUrl(ServiceDefinition.PrefixOf(service) + "_URL", "the service's address, e.g. http://auth:3001");

    /// <summary>The token for the peer, for example <c>AUTH_SERVICE_TOKEN</c>.</summary>
    public static Setting<string> Token(string service) =>
        Setting.Text(ServiceDefinition.PrefixOf(service) + "_TOKEN", "a service token; ./tracker token prints one") with
        {
            IsRequired = true,
        };
}
