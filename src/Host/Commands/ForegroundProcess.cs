using Tracker.Host.Running;
using Tracker.Platform.Observability.Logging;

namespace Tracker.Host.Commands;

/// <summary>A command that runs until it is stopped. It owns the signals and the output of the process.</summary>
internal static class ForegroundProcess
{
    public static async Task<int> RunAsync(Func<ProcessOutput, CancellationToken, Task<int>> run)
    {
        ResidentMemory.Configure();
        using var signals = new StopSignals();
        // The log's thread and the ready line share the stream; synchronization keeps their lines whole. It is not disposed: a flush could
        // wait for a reader that does not read.
        var stream = Stream.Synchronized(Console.OpenStandardOutput());
        var standard = new StreamWriter(stream, leaveOpen: true);
        using var log = new LogOutput(stream, Console.IsOutputRedirected ? LogForm.Json : LogForm.Terminal, TimeProvider.System);
        return await run(new ProcessOutput(log, standard, Console.Error), signals.Stop);
    }
}
