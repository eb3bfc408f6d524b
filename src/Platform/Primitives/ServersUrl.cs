using System.Globalization;
using System.Text.RegularExpressions;

namespace Tracker.Platform.Primitives;

/// <summary>One server of a <see cref="ServersUrl"/>.</summary>
/// <param name="Host">A name or an address; an IPv6 address without brackets.</param>
public sealed record ServerAddress(string Host, int Port)
{
    /// <summary>The address as in a URL.</summary>
    public override string ToString() => Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";
}

/// <summary>
/// A URL with one or several servers, which <see cref="Uri"/> does not read:
/// <c>scheme://[[user][:password]@]host[:port][,host[:port]…][/path][?query]</c>.
/// </summary>
public sealed partial class ServersUrl
{
    private ServersUrl(GroupCollection parts, IReadOnlyList<ServerAddress> servers)
    {
        Scheme = parts["scheme"].Value.ToLowerInvariant();
        (User, Password) = (Decoded(parts["user"]), Decoded(parts["password"]));
        Servers = servers;
        (Path, Query) = (Decoded(parts["path"]) ?? "", parts["query"].Value);
    }

    public string Scheme { get; }

    /// <summary>Decoded; null when absent.</summary>
    public string? User { get; }

    /// <summary>Decoded; null when absent.</summary>
    public string? Password { get; }

    /// <summary>In the order of the URL, at least one.</summary>
    public IReadOnlyList<ServerAddress> Servers { get; }

    /// <summary>Decoded, without the slashes around it.</summary>
    public string Path { get; }

    /// <summary>The text after the question mark.</summary>
    public string Query { get; }

    /// <param name="defaultPort">The default port of a scheme; null for unknown schemes.</param>
    /// <returns>Null when the text has another form or an unknown scheme.</returns>
    public static ServersUrl? TryParse(string text, Func<string, int?> defaultPort)
    {
        if (Form().Match(text) is not { Success: true, Groups: var parts }
            || defaultPort(parts["scheme"].Value.ToLowerInvariant()) is not { } port)
        {
            return null;
        }

        var servers = parts["servers"].Value.Split(',').Select(server => ReadServer(server, port)).OfType<ServerAddress>().ToList();
        return servers.Count == parts["servers"].Value.Count(c => c == ',') + 1 ? new ServersUrl(parts, servers) : null;
    }

    private static ServerAddress? ReadServer(string text, int defaultPort)
    {
        var parts = Server().Match(text).Groups;
        var port = parts["port"].Success ? int.Parse(parts["port"].ValueSpan, CultureInfo.InvariantCulture) : defaultPort;
        return Uri.CheckHostName(parts["host"].Value) != UriHostNameType.Unknown && port is > 0 and <= ushort.MaxValue
            ? new ServerAddress(parts["host"].Value.Trim('[', ']'), port)
            : null;
    }

    private static string? Decoded(Group part) => part.Length > 0 ? Uri.UnescapeDataString(part.Value) : null;

    [GeneratedRegex(
        @"\A(?<scheme>[A-Za-z-]+)://((?<user>[^/?#:]*)(:(?<password>[^/?#]*))?@)?(?<servers>[^/?#@]+)"
        + @"(/+(?<path>[^?#]*?)/*)?(\?(?<query>[^#]*))?\z",
        RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Form();

    [GeneratedRegex(@"\A(?<host>\[[0-9A-Fa-f:.]+\]|[^\[\]:]+)(:(?<port>[0-9]{1,5}))?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Server();
}
