using System.Net;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Settings;

namespace Tracker.Platform.Http;

public static class HttpSettings
{
    private const int MaxRate = 1_000_000;
    private const StringSplitOptions ListOf = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    /// <summary>The networks whose <c>X-Forwarded-For</c> is used; loopback by default.</summary>
    public static Setting<IReadOnlyList<IPNetwork>> TrustedProxies { get; } = Setting.Of(
        "TRUSTED_PROXIES", "networks whose X-Forwarded-For counts", ProxyNetworks.Parse, ProxyNetworks.Parse(ProxyNetworks.Loopback)) with
    {
        Default = ProxyNetworks.Loopback,
    };

    /// <summary>For services that limit requests by address.</summary>
    public static SettingGroup Proxies { get; } = new("Behind proxies", TrustedProxies);

    /// <summary>The web origins whose pages may call the service.</summary>
    public static Setting<IReadOnlyList<string>> CorsOrigins(params IReadOnlyList<string> defaultOrigins) => Setting.Of(
        "CORS_ORIGINS",
        "origins of browsers' pages, with commas between them",
        text => (IReadOnlyList<string>)[.. text.Split(',', ListOf).Select(ParseOrigin)],
        defaultOrigins) with
    {
        Default = defaultOrigins.Count == 0 ? "none" : string.Join(',', defaultOrigins),
    };

    /// <summary>Requests per minute; 0 for no limit.</summary>
    /// <param name="whose">The caller that shares one count, for example <c>a user</c>.</param>
    public static Setting<int> RateLimit(string variable, string whose, int defaultValue) =>
        Setting.Number(variable, $"requests a minute of {whose}; 0: no limit", defaultValue, 0, MaxRate);

    // Normalized to the form that browsers send: an origin with a slash at its end would never match.
    private static string ParseOrigin(string text) =>
        text == "*" ? text
        : Uri.TryCreate(text, UriKind.Absolute, out var url)
            && url is { Scheme: "http" or "https", PathAndQuery: "/", UserInfo: "", Fragment: "" }
            ? url.GetLeftPart(UriPartial.Authority)
            : throw new FormatException("must be origins such as https://shop.example, with commas between them");
}
