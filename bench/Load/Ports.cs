using System.Net;
using System.Net.Sockets;

namespace Tracker.Bench.Load;

/// <summary>Loopback ports that were free when the benchmark began.</summary>
internal static class Ports
{
    public static int Api { get; } = Free();

    public static int Floor { get; } = Free();

    private static int Free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
