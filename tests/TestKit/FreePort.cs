using System.Net;
using System.Net.Sockets;

namespace Tracker.Tests.TestKit;

/// <summary>
/// Ports for servers that tests start, stop and start again. They lie below the range the system gives to outgoing connections: a client that tries to reach
/// a stopped server could otherwise be given the server's own port, which is then taken when the server comes back.
/// </summary>
public static class FreePort
{
    private const int First = 15_000;
    private const int Last = 31_999;

    /// <summary>A port nobody listens on now.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, Last + 1);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken: try another.
            }
        }
    }
}
