using System.Text;
using Tracker.Host.Ports;

namespace Tracker.Host.Postgres;

/// <summary>
/// The endpoint of the private PostgreSQL: a socket in its folder, or a free loopback port when the path is over the kernel's limit for
/// sockets.
/// </summary>
/// <param name="Host">The folder of the socket, or 127.0.0.1.</param>
/// <param name="Port">With a socket, a part of its file's name.</param>
internal sealed record PostgresEndpoint(string Host, int Port)
{
    // The kernel allows 107 bytes for the folder and "/.s.PGSQL.5432".
    private const int MaxFolderLength = 90;

    public bool IsSocket => Host.StartsWith('/');

    public static PostgresEndpoint Of(string folder) =>
        Encoding.UTF8.GetByteCount(folder) <= MaxFolderLength
            ? new PostgresEndpoint(folder, 5432)
            : new PostgresEndpoint("127.0.0.1", PortProbe.FreePort());

    /// <summary>The endpoint of the running server; the fourth line of its pid file is the port.</summary>
    public static PostgresEndpoint OfRunning(ClusterPlace place)
    {
        var endpoint = Of(place.Folder);
        var file = Path.Combine(place.Data, "postmaster.pid");
        return endpoint.IsSocket || !File.Exists(file) ? endpoint : endpoint with { Port = int.Parse(File.ReadLines(file).ElementAt(3)) };
    }

    public string Url(string user, string password, string database) =>
        IsSocket
            ? $"postgres://{user}:{password}@localhost:{Port}/{database}?host={Uri.EscapeDataString(Host)}"
            : $"postgres://{user}:{password}@{Host}:{Port}/{database}";

    /// <summary>The server's settings for listening only here.</summary>
    public IEnumerable<string> ServerSettings() =>
        IsSocket
            ? ["listen_addresses=", $"unix_socket_directories={Host}", "unix_socket_permissions=0700", $"port={Port}"]
            : [$"listen_addresses={Host}", "unix_socket_directories=", $"port={Port}"];
}
