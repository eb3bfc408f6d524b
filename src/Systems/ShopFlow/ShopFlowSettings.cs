using Tracker.Platform.Hosting;

namespace Tracker.Systems.ShopFlow;

/// <summary>Variables that several services of this system read (document 003, appendix A).</summary>
internal static class ShopFlowSettings
{
    public static string DatabaseUrl(this ServiceSettings settings) => settings.Required("DATABASE_URL", "postgres://user:password@host:port/database");

    /// <summary>Where another service answers, e.g. <c>AUTH_SERVICE_URL</c>.</summary>
    public static Uri PeerUrl(this ServiceSettings settings, string variable) =>
        settings.Parse(variable, settings.Required(variable, "the service's address, e.g. http://auth:3001"), ParseUrl, new Uri("http://unset.invalid"));

    public static IReadOnlyList<string> CorsOrigins(this ServiceSettings settings) =>
        settings.Optional("CORS_ORIGINS", "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static Uri ParseUrl(string text) =>
        Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url : throw new FormatException("must be an http or https URL");
}
