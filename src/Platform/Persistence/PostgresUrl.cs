using System.Collections.Frozen;
using System.Globalization;
using Npgsql;

namespace Tracker.Platform.Persistence;

/// <summary>
/// Reads <c>DATABASE_URL</c>: <c>postgres://user:password@host:port/database?key=value</c>. Like libpq it accepts several servers:
/// <c>postgres://user:password@host1:5432,host2:5432/database</c>.
/// </summary>
public static class PostgresUrl
{
    private const string Form = "postgres://user:password@host:port/database";

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

    /// <summary>
    /// Converts the URL to connection settings. Query parameters are libpq's or Npgsql's keywords, for example <c>sslmode=require</c>;
    /// <c>host=/folder</c> names a socket folder, <c>host=h1,h2</c> several servers. Several servers imply
    /// <c>target_session_attrs=primary</c> and <c>Host Recheck Seconds=1</c>.
    /// </summary>
    /// <param name="url">Its scheme is <c>postgres</c> or <c>postgresql</c>.</param>
    /// <exception cref="FormatException">The URL is invalid. The message does not repeat it, since it may hold a password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string url)
    {
        var scheme = url.IndexOf("://", StringComparison.Ordinal);
        if (scheme < 0 || url[..scheme].ToLowerInvariant() is not ("postgres" or "postgresql"))
        {
            throw new FormatException($"expected {Form}");
        }

        var (location, query) = Cut(Cut(url[(scheme + 3)..], '#').Before, '?');
        var (authority, path) = Cut(location, '/');
        var at = authority.LastIndexOf('@');
        var parameters = QueryOf(query);
        var servers = ServersOf(
            parameters.Remove("host", out var host) ? host : authority[(at + 1)..],
            parameters.Remove("port", out var port) ? port : null);
        var settings = SettingsOf(servers, Unescape(path.Trim('/')));
        SetUser(settings, at < 0 ? "" : authority[..at]);
        foreach (var (keyword, value) in parameters)
        {
            if (!TrySet(settings, keyword, value))
            {
                // The cause is left out: it repeats the value.
                throw new FormatException($"the URL's parameter '{keyword}' is not known or has a bad value");
            }
        }

        return settings;
    }

    /// <summary>The servers of connection settings, for messages: <c>h1:5432,h2:5432</c>.</summary>
    internal static string Servers(NpgsqlConnectionStringBuilder settings) =>
        settings.Host!.Contains(',', StringComparison.Ordinal) ? settings.Host : $"{settings.Host}:{settings.Port}";

    private static NpgsqlConnectionStringBuilder SettingsOf(IReadOnlyList<Server> servers, string database)
    {
        if (database.Length == 0)
        {
            throw new FormatException($"the URL names no database: {Form}");
        }

        return servers.Count == 1
            ? new NpgsqlConnectionStringBuilder { Host = servers[0].Host, Port = servers[0].Port, Database = database }
            : new NpgsqlConnectionStringBuilder
            {
                Host = string.Join(',', servers),
                Database = database,
                TargetSessionAttributes = "primary",
                // Knowledge about a server is used no longer than this: it adds to the time of every failover.
                HostRecheckSeconds = 1,
            };
    }

    private static List<Server> ServersOf(string hosts, string? ports)
    {
        // Npgsql separates hosts by commas too, so the name of a socket folder cannot contain one.
        var names = Unescape(hosts).Split(',');
        var numbers = ports?.Split(',') ?? [];
        if (numbers.Length > 1 && numbers.Length != names.Length)
        {
            throw new FormatException("the URL's parameter 'port' must have one port, or one for each host");
        }

        return [.. names.Select((name, i) => ServerOf(name, PortFor(i), names.Length > 1))];

        string PortFor(int i) => numbers.Length == 0 ? "" : numbers[numbers.Length == 1 ? 0 : i];
    }

    private static Server ServerOf(string text, string portOfQuery, bool isOneOfSeveral)
    {
        if (text.StartsWith('/'))
        {
            return new Server(text, PortOf(portOfQuery));
        }

        var end = text.StartsWith('[') ? text.IndexOf(']') + 1 : 0;
        var colon = text.IndexOf(':', end);
        var host = colon < 0 ? text : text[..colon];
        if (host.Length == 0 && isOneOfSeveral)
        {
            throw new FormatException("the URL has an empty host in its list");
        }

        var port = PortOf(portOfQuery.Length > 0 ? portOfQuery : colon < 0 ? "" : text[(colon + 1)..]);
        return new Server(host.Length == 0 ? "localhost" : isOneOfSeveral ? host : host.Trim('[', ']'), port);
    }

    private static int PortOf(string text) =>
        text.Length == 0 ? NpgsqlConnection.DefaultPort
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= ushort.MaxValue ? port
        // A password with an unescaped '/' or '@' looks like a host and its port, so neither is repeated.
        : throw new FormatException(
            "the URL has a port that is no number between 1 and 65535 "
            + $"(special characters of a password are percent-encoded): {Form}");

    private static void SetUser(NpgsqlConnectionStringBuilder settings, string userInfo)
    {
        var user = userInfo.Split(':', 2);
        if (user[0].Length > 0)
        {
            settings.Username = Unescape(user[0]);
        }

        if (user.Length == 2)
        {
            settings.Password = Unescape(user[1]);
        }
    }

    private static Dictionary<string, string> QueryOf(string query)
    {
        var parameters = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var (keyword, value) = Cut(pair, '=');
            parameters[Unescape(keyword)] = Unescape(value);
        }

        return parameters;
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

    private static (string Before, string After) Cut(string text, char at) =>
        text.IndexOf(at) is var position and >= 0 ? (text[..position], text[(position + 1)..]) : (text, "");

    private static string Unescape(string text) => Uri.UnescapeDataString(text);

    private readonly record struct Server(string Host, int Port)
    {
        public override string ToString() => $"{Host}:{Port}";
    }
}
