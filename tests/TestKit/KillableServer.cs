using System.Diagnostics;
using System.Globalization;

namespace Tracker.Tests.TestKit;

/// <summary>
/// A .NET server as a separate process that can be killed and restarted unchanged. It inherits only the few variables a process needs.
/// </summary>
public sealed class KillableServer : IAsyncDisposable
{
    private static readonly string[] Inherited = ["PATH", "HOME", "DOTNET_ROOT", "TMPDIR"];
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(15);
    private readonly ProcessStartInfo start;
    private readonly Uri probe;
    private Process process;

    private KillableServer(ProcessStartInfo start, Uri probe) => (this.start, this.probe, process) = (start, probe, Launch(start));

    public Uri Url => new(probe, "/");

    /// <summary>The id of the current process.</summary>
    public int ProcessId => process.Id;

    /// <summary>The current resident memory, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
    }

    /// <summary>Processor time since its start.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Starts an assembly. Its log is discarded; its errors go to the error stream.</summary>
    /// <param name="assembly">The path of its <c>.dll</c>.</param>
    /// <param name="probe">A path that answers GET with success when the server is ready.</param>
    public static KillableServer Start(
        string assembly, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables, Uri probe)
    {
        var start = new ProcessStartInfo(
            "dotnet", [assembly, .. arguments]) { UseShellExecute = false, RedirectStandardOutput = true, WorkingDirectory = "/" };
        start.Environment.Clear();
        foreach (var name in Inherited.Where(name => Environment.GetEnvironmentVariable(name) is not null))
        {
            start.Environment[name] = Environment.GetEnvironmentVariable(name);
        }

        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }

        return new KillableServer(start, probe);
    }

    /// <summary>Waits until it is ready.</summary>
    /// <exception cref="TimeoutException">The server is not ready within a minute.</exception>
    public async Task ReadyAsync(CancellationToken ct = default)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var waited = Stopwatch.StartNew();
        while (!await AnswersAsync(http, ct))
        {
            if (waited.Elapsed > StartPatience)
            {
                throw new TimeoutException($"{probe} did not answer within {StartPatience.TotalSeconds} s");
            }

            await Task.Delay(20, ct);
        }
    }

    /// <summary>Sends SIGKILL and starts a new process at once.</summary>
    public async Task KillAndRestartAsync()
    {
        await KillAsync();
        var killed = process;
        process = Launch(start);
        killed.Dispose();
    }

    /// <summary>Sends SIGTERM, and after a while SIGKILL.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            using var signal = Process.Start("kill", ["-TERM", $"{process.Id}"]);
            await Task.WhenAny(process.WaitForExitAsync(), Task.Delay(StopPatience));
        }

        if (!process.HasExited)
        {
            await KillAsync();
        }

        process.Dispose();
    }

    private async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    private async Task<bool> AnswersAsync(HttpClient http, CancellationToken ct)
    {
        try
        {
            using var answer = await http.GetAsync(probe, ct);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }

    private static Process Launch(ProcessStartInfo start)
    {
        var launched = Process.Start(start)!;
        // The log must be drained, since a full pipe would block the server. It is read as bytes, which costs next to nothing.
        _ = launched.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        return launched;
    }
}
