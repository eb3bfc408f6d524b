using System.Net;
using System.Net.Sockets;

namespace Tracker.Host.Ports;

/// <summary>Checks ports by listening on them for a moment.</summary>
internal static class PortProbe
{
    /// <summary>Returns why a service cannot listen and how to solve it, or null when it can.</summary>
    /// <param name="variable">The variable that sets the port.</param>
    public static string? FaultOf(string service, string variable, IPAddress address, int port)
    {
        try
        {
            using var probe = new TcpListener(address, port);
            probe.Start();
            return null;
        }
        catch (SocketException e)
        {
            return e.SocketErrorCode switch
            {
                SocketError.AddressAlreadyInUse =>
                    $"Port {port} of {service} is used by another process. Stop that process, or set {variable} to a free port.",
                SocketError.AccessDenied =>
                    $"This user may not listen on port {port} of {service}. Set {variable} to a port above 1023.",
                SocketError.AddressNotAvailable =>
                    $"{service} cannot listen on {address}: this machine does not have that address. Set HOST to one of its own.",
                _ => $"{service} cannot listen on {new IPEndPoint(address, port)}: {e.Message}.",
            };
        }
    }

    /// <summary>Returns a loopback port that is free at the moment.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
