using Npgsql;

namespace Tracker.Platform.Persistence;

/// <summary>Reads <c>postgres://user:password@host:port/database?key=value</c>, the form of <c>DATABASE_URL</c>.</summary>
public static class PostgresUrl
{
    /// <summary>Turns the URL into connection settings. Query parameters are libpq's or Npgsql's keywords, e.g. <c>sslmode=require</c>; <c>host=/folder</c> names a socket folder.</summary>
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

        var settings = new NpgsqlConnectionStringBuilder { Host = uri.Host, Port = uri.Port > 0 ? uri.Port : 5432, Database = database };
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
            Set(settings, Uri.UnescapeDataString(parts[0]), parts.Length == 2 ? Uri.UnescapeDataString(parts[1]) : "");
        }

        return settings;
    }

    private static void Set(NpgsqlConnectionStringBuilder settings, string keyword, string value)
    {
        try
        {
            settings[keyword.Equals("sslmode", StringComparison.OrdinalIgnoreCase) ? "SSL Mode" : keyword] =
                keyword.Equals("sslmode", StringComparison.OrdinalIgnoreCase) ? value.Replace("-", "", StringComparison.Ordinal) : value;
        }
        catch (ArgumentException e)
        {
            throw new FormatException($"the URL's parameter '{keyword}' is not known or has a bad value", e);
        }
    }
}
