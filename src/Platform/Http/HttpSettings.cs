using System.Net;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Settings;

namespace Tracker.Platform.Http;

/// <summary>The variables of services that people and other services call.</summary>
public static class HttpSettings
{
    private const int MaxRate = 1_000_000;
    private const StringSplitOptions ListOf = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    /// <summary>The networks whose <c>X-Forwarded-For</c> counts; this machine by default.</summary>
    public static Setting<IReadOnlyList<IPNetwork>> TrustedProxies { get; } = Setting.Of(
        "TRUSTED_PROXIES", "networks whose X-Forwarded-For counts", ProxyNetworks.Parse, ProxyNetworks.Parse(ProxyNetworks.Loopback)) with
    {
        Default = ProxyNetworks.Loopback,
    };

    /// <summary>For services that limit the requests of an address.</summary>
    public static SettingGroup Proxies { get; } = new("Behind proxies", TrustedProxies);

    /// <summary>The origins of browsers' pages that may call.</summary>
    /// <param name="defaultOrigins">What applies when it is not set.</param>
    public static Setting<IReadOnlyList<string>> CorsOrigins(params IReadOnlyList<string> defaultOrigins) => Setting.Of(
        "CORS_ORIGINS",
        "origins of browsers' pages, with commas between them",
        text => (IReadOnlyList<string>)[.. text.Split(',', ListOf).Select(ParseOrigin)],
        defaultOrigins) with
    {
        Default = defaultOrigins.Count == 0 ? "none" : string.Join(',', defaultOrigins),
    };

    /// <summary>Requests a minute; 0 for no limit.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="whose">Whose requests are counted together, e.g. <c>a user</c>.</param>
    /// <param name="defaultValue">What applies when it is not set.</param>
    public static Setting<int> RateLimit(string variable, string whose, int defaultValue) =>
        Setting.Number(variable, $"requests a minute of {whose}; 0: no limit", defaultValue, 0, MaxRate);

    // As browsers write it: one with a slash at its end would be accepted and never match.
    private static string ParseOrigin(string text) =>
        text == "*" ? text
        : Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url is { Scheme: "http" or "https", PathAndQuery: "/", UserInfo: "", Fragment: "" }
            ? url.GetLeftPart(UriPartial.Authority)
            : throw new FormatException("must be origins such as https://shop.example, with commas between them");
}
