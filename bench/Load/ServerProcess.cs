using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Tracker.Bench.Load;

/// <summary>A ready server in a separate process, which ends with this object.</summary>
internal sealed partial class ServerProcess : IAsyncDisposable
{
    private const int Terminate = 15;
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(20);
    private readonly Process process;

    private ServerProcess(Process process) => this.process = process;

    /// <summary>The build of <c>./tracker</c>.</summary>
    public static string HostAssembly =>
        Environment.GetEnvironmentVariable("TRACKER_HOST_ASSEMBLY") ?? throw new InvalidOperationException("Run it as: ./tracker bench");

    public int Id => process.Id;

    /// <summary>From the start of the process to its <c>ready</c> line.</summary>
    public TimeSpan StartedIn { get; private set; }

    /// <summary>Starts an assembly and discards its log.</summary>
    /// <exception cref="InvalidOperationException">The process ended, or is not ready in time.</exception>
    public static async Task<ServerProcess> StartAsync(
        string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables, CancellationToken ct)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        var clock = Stopwatch.StartNew();
        var server = new ServerProcess(Process.Start(start)!);
        try
        {
            await server.WaitUntilReadyAsync(ct).WaitAsync(StartPatience, ct);
            server.StartedIn = clock.Elapsed;
            _ = server.DiscardOutputAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Starts a system by <c>up</c> on the data of an earlier start, as users mostly do: the first start creates the data and is stopped.
    /// </summary>
    public static async Task<ServerProcess> StartOnExistingDataAsync(
        string system, IReadOnlyDictionary<string, string> variables, CancellationToken ct)
    {
        await (await StartAsync(HostAssembly, ["up", system], variables, ct)).DisposeAsync();
        return await StartAsync(HostAssembly, ["up", system], variables, ct);
    }

    /// <summary>Resident memory, in bytes.</summary>
    public async Task<long> ResidentBytesAsync(CancellationToken ct)
    {
        var lines = await File.ReadAllLinesAsync($"/proc/{Id}/status", ct);
        return long.Parse(lines.First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]) * 1024;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            _ = Signal(process.Id, Terminate);
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(StopPatience));
        }

        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private async Task WaitUntilReadyAsync(CancellationToken ct)
    {
        while (await process.StandardOutput.ReadLineAsync(ct) is { } line)
        {
            if (line.StartsWith("ready", StringComparison.Ordinal))
            {
                return;
            }
        }

        throw new InvalidOperationException($"{process.StartInfo.ArgumentList[0]} ended before it was ready");
    }

    // Read as bytes, so that log lines cost this process little.
    private Task DiscardOutputAsync() => process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
