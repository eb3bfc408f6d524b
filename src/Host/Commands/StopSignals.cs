using System.Runtime.InteropServices;

namespace Tracker.Host.Commands;

/// <summary>
/// SIGINT, SIGTERM and SIGHUP: the first one requests a graceful shutdown, a second one ends the process at once. A SIGHUP that is ignored,
/// as under <c>nohup</c>, stays ignored.
/// </summary>
internal sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly PosixSignalRegistration[] registrations;
    private int received;

    public StopSignals() => registrations =
    [
        PosixSignalRegistration.Create(PosixSignal.SIGINT, Receive),
        PosixSignalRegistration.Create(PosixSignal.SIGTERM, Receive),
        PosixSignalRegistration.Create(PosixSignal.SIGHUP, Receive),
    ];

    public CancellationToken Stop => stop.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        stop.Dispose();
    }

    private void Receive(PosixSignalContext context)
    {
        context.Cancel = true;
        // A terminal that closes sends SIGHUP several times: the kernel does, and the shell.
        if (context.Signal != PosixSignal.SIGHUP && Interlocked.Increment(ref received) > 1)
        {
            Environment.Exit(1);
        }

        stop.Cancel();
    }
}
