using System.Net;
using System.Net.Sockets;

namespace Tracker.Host.Ports;

/// <summary>Asks the machine about ports by listening on them for a moment.</summary>
internal static class PortProbe
{
    /// <summary>Why a service cannot listen, with what to do about it; null when it can.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="variable">The variable that sets its port.</param>
    /// <param name="address">The address it listens on.</param>
    /// <param name="port">The port.</param>
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
                SocketError.AddressAlreadyInUse => $"Port {port} of {service} is taken by another process. Stop that one, or set {variable} to a free port.",
                SocketError.AccessDenied => $"Port {port} of {service} needs more rights than this user has. Set {variable} to a port above 1023.",
                SocketError.AddressNotAvailable => $"{service} cannot listen on {address}: this machine has no such address. Set HOST to one it has.",
                _ => $"{service} cannot listen on {new IPEndPoint(address, port)}: {e.Message}.",
            };
        }
    }

    /// <summary>A loopback port nobody listens on at this moment.</summary>
    public static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
