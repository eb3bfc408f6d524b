using System.Net;
using System.Net.Sockets;

namespace Tracker.Tests.TestKit;

/// <summary>
/// Ports for servers that tests start, stop and start again. They lie below the range the system gives to outgoing connections: a client that tries to reach
/// a stopped server could otherwise be given the server's own port, which is then taken when the server comes back. No port is given out twice before all
/// were, and each test process begins elsewhere: many a server comes to its port seconds later.
/// </summary>
public static class FreePort
{
    private const int First = 15_000;
    private const int Count = 17_000;

    // Far from those of processes that started just before or after.
    private const int Stride = 397;
    private static int taken = (int)((long)Environment.ProcessId * Stride % Count);

    /// <summary>A port nobody listens on now.</summary>
    public static int Take()
    {
        while (true)
        {
            var port = First + (int)((uint)Interlocked.Increment(ref taken) % Count);
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
