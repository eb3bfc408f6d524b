using MySqlConnector;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Persistence.MySql;

/// <summary>
/// Reads <c>DATABASE_URL</c> of MySQL or MariaDB: <c>mysql://user:password@host:port/database?key=value</c>. Of several servers
/// (<c>host1,host2</c>) the first that answers is used.
/// </summary>
public static class MySqlUrl
{
    private const string Form = "mysql://user:password@host:port/database";

    /// <summary>Whether the URL's scheme is <c>mysql</c> or <c>mariadb</c>.</summary>
    public static bool IsMySql(string url) => DefaultPort(url.Split("://")[0].ToLowerInvariant()) is not null;

    /// <summary>Converts the URL to connection settings. Query parameters are the driver's keywords, for example
    /// <c>sslmode=required</c>.</summary>
    /// <exception cref="FormatException">The URL is invalid. The message does not repeat it, since it may hold a password.</exception>
    public static MySqlConnectionStringBuilder Parse(string url)
    {
        var parts = ServersUrl.TryParse(url, DefaultPort) ?? throw new FormatException($"expected {Form}");
        if (parts.Path.Length == 0)
        {
            throw new FormatException($"the URL names no database: {Form}");
        }

        if (parts.Servers.Any(server => server.Port != parts.Servers[0].Port))
        {
            throw new FormatException("the servers of a mysql URL have the same port");
        }

        var settings = new MySqlConnectionStringBuilder
        {
            Server = string.Join(',', parts.Servers.Select(server => server.Host)),
            Port = (uint)parts.Servers[0].Port,
            Database = parts.Path,
            UserID = parts.User ?? "",
            Password = parts.Password ?? "",
            LoadBalance = MySqlLoadBalance.FailOver,
        };
        foreach (var pair in parts.Query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (keyword, value) = pair.Split('=', 2) is [var name, var text] ? (Unescape(name), Unescape(text)) : (Unescape(pair), "");
            if (!TrySet(settings, keyword, value))
            {
                // The cause is left out: it repeats the value.
                throw new FormatException($"the URL's parameter '{keyword}' is not known or has a bad value");
            }
        }

        return settings;
    }

    private static int? DefaultPort(string scheme) => scheme is "mysql" or "mariadb" ? 3306 : null;

    private static bool TrySet(MySqlConnectionStringBuilder settings, string keyword, string value)
    {
        try
        {
            settings[keyword] = value;
            return true;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException or InvalidOperationException)
        {
            return false;
        }
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text);
}
