using Tracker.Platform.Persistence;

namespace Tracker.Platform.Hosting;

/// <summary>The address of a service's database, from the environment.</summary>
public static class DatabaseSettings
{
    /// <summary>What such an address looks like.</summary>
    private const string Form = "postgres://user:password@host:port/database";

    /// <summary><c>DATABASE_URL</c>, which a service with a store cannot do without.</summary>
    public static string DatabaseUrl(this ServiceSettings settings) => settings.CheckedUrl("DATABASE_URL", settings.Required("DATABASE_URL", Form));

    /// <summary>An address under another name, e.g. <c>ORDER_SERVICE_DATABASE_URL</c>; null when it is missing.</summary>
    internal static string? DatabaseUrl(this ServiceSettings settings, string variable) =>
        settings.Optional(variable) is { } url ? settings.CheckedUrl(variable, url) : null;

    private static string CheckedUrl(this ServiceSettings settings, string variable, string url) => settings.Parse(
        variable,
        url,
        text =>
        {
            PostgresUrl.Parse(text);
            return text;
        },
        "");
}
