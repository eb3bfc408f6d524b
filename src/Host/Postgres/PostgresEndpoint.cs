using System.Text;
using Tracker.Host.Ports;

namespace Tracker.Host.Postgres;

/// <summary>How the private PostgreSQL is reached: a socket in its folder, or a free loopback port when the kernel's limit for
/// socket paths is too short for that.</summary>
/// <param name="Host">The folder of the socket, or 127.0.0.1.</param>
/// <param name="Port">The port; with a socket, a part of its file's name.</param>
internal sealed record PostgresEndpoint(string Host, int Port)
{
    // The kernel takes 107 bytes for folder and "/.s.PGSQL.5432".
    private const int MaxFolderLength = 90;

    public bool IsSocket => Host.StartsWith('/');

    public static PostgresEndpoint Of(string folder) =>
        Encoding.UTF8.GetByteCount(folder) <= MaxFolderLength ? new PostgresEndpoint(folder, 5432) : new PostgresEndpoint("127.0.0.1", PortProbe.FreePort());

    /// <summary>Where the server that runs on the cluster listens; its pid file tells the port on the fourth line.</summary>
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

    /// <summary>The server's settings for listening here and nowhere else.</summary>
    public IEnumerable<string> ServerSettings() =>
        IsSocket
            ? ["listen_addresses=", $"unix_socket_directories={Host}", "unix_socket_permissions=0700", $"port={Port}"]
            : [$"listen_addresses={Host}", "unix_socket_directories=", $"port={Port}"];
}
