using System.Collections.Frozen;
using Npgsql;

namespace Tracker.Platform.Persistence;

/// <summary>Reads <c>postgres://user:password@host:port/database?key=value</c>, the form of <c>DATABASE_URL</c>.</summary>
public static class PostgresUrl
{
    private static readonly FrozenDictionary<string, string> FromLibpq = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["user"] = "Username",
        ["application_name"] = "Application Name",
        ["channel_binding"] = "Channel Binding",
        ["connect_timeout"] = "Timeout",
        ["sslcert"] = "SSL Certificate",
        ["sslkey"] = "SSL Key",
        ["sslmode"] = "SSL Mode",
        ["sslrootcert"] = "Root Certificate",
        ["target_session_attrs"] = "Target Session Attributes",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Turns the URL into connection settings. Query parameters are libpq's or Npgsql's keywords, e.g. <c>sslmode=require</c>;
    /// <c>host=/folder</c> names a socket folder.</summary>
    /// <param name="url">The URL; its scheme is <c>postgres</c> or <c>postgresql</c>.</param>
    /// <exception cref="FormatException">The text is no such URL. The message does not repeat it, since it may hold a password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || uri.Scheme is not ("postgres" or "postgresql"))
        {
            throw new FormatException("expected postgres://user:password@host:port/database");
        }

        var database = Uri.UnescapeDataString(uri.AbsolutePath.Trim('/'));
        if (database.Length == 0)
        {
            throw new FormatException("the URL names no database: postgres://user:password@host:port/database");
        }

        var settings = new NpgsqlConnectionStringBuilder { Host = uri.DnsSafeHost, Port = uri.Port > 0 ? uri.Port : 5432, Database = database };
        var user = uri.UserInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            settings.Username = Uri.UnescapeDataString(user[0]);
        }

        if (user.Length == 2)
        {
            settings.Password = Uri.UnescapeDataString(user[1]);
        }

        foreach (var pair in uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = pair.Split('=', 2);
            var keyword = Uri.UnescapeDataString(parts[0]);
            if (!TrySet(settings, keyword, parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : ""))
            {
                // The cause is left out: it repeats the value.
                throw new FormatException($"the URL's parameter '{keyword}' is not known or has a bad value");
            }
        }

        return settings;
    }

    private static bool TrySet(NpgsqlConnectionStringBuilder settings, string keyword, string value)
    {
        var name = FromLibpq.GetValueOrDefault(keyword, keyword);
        try
        {
            settings[name] = name == "SSL Mode" ? value.Replace("-", "", StringComparison.Ordinal) : value;
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
