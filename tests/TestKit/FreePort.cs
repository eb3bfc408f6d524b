using System.Net;
using System.Net.Sockets;

namespace Tracker.Tests.TestKit;

/// <summary>
/// Ports for servers that tests start, stop and restart. They lie below the range of outgoing connections: otherwise a client that tries to
/// reach a stopped server could get the server's own port, which is then taken when the server restarts. No port is reused before all
/// others are, and each test process starts elsewhere: many servers bind their port seconds later.
/// </summary>
public static class FreePort
{
    private const int First = 15_000;
    private const int Count = 17_000;

    // Far from those of processes that start at about the same time.
    private const int Stride = 397;
    private static int taken = (int)((long)Environment.ProcessId * Stride % Count);

    /// <summary>A port that is free now.</summary>
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
