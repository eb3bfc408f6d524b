using System.Diagnostics;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Postgres;

/// <summary>
/// The running server of a cluster. It has its own session, so that Ctrl-C at the terminal does not reach it, and is restarted when it
/// exits.
/// </summary>
internal sealed class PostgresProcess(ClusterPlace place, string binaries, PostgresEndpoint endpoint, TextWriter progress)
    : IAsyncDisposable
{
    private const int Interrupt = 2; // fast shutdown
    private const int Quit = 3; // immediate shutdown: recovery at the next start
    private const long MaxLogSize = 10 * 1024 * 1024;

    // For the data of a single machine: little memory, full durability. The services log errors of statements; here the errors would show
    // values.
    private static readonly string[] Settings =
    [
        "shared_buffers=128MB", "max_connections=100", "max_wal_size=512MB", "timezone=UTC", "log_timezone=UTC",
        "log_min_messages=log", "log_min_error_statement=panic", "log_checkpoints=off",
    ];

    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource stopping = new();
    private Process server = null!;
    private Task watching = Task.CompletedTask;

    /// <summary>Starts the server and waits until it accepts sessions, which takes longer after a crash.</summary>
    /// <exception cref="StartException">The server exited; the message has the end of its log.</exception>
    public async Task StartAsync(CancellationToken ct)
    {
        if (!await LaunchAsync(ct))
        {
            throw new StartException($"PostgreSQL did not start. The end of {place.Log}:{Environment.NewLine}{LogEnd()}");
        }

        watching = WatchAsync();
    }

    /// <summary>Fast shutdown; after 5 s an immediate one.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await watching;
        foreach (var signal in new[] { Interrupt, Quit })
        {
            if (!server.HasExited)
            {
                _ = Tool.Signal(server.Id, signal);
                await Task.WhenAny(server.WaitForExitAsync(), Task.Delay(TimeSpan.FromSeconds(5)));
            }
        }

        server.Dispose();
        stopping.Dispose();
    }

    private async Task<bool> LaunchAsync(CancellationToken ct)
    {
        if (File.Exists(place.Log) && new FileInfo(place.Log).Length > MaxLogSize)
        {
            File.Move(place.Log, place.Log + ".1", overwrite: true);
        }

        var settings = Settings.Concat(endpoint.ServerSettings()).SelectMany(setting => new[] { "-c", setting });
        const string script = "log=$1; shift; exec \"$@\" >>\"$log\" 2>&1 </dev/null";
        string[] postgres = [Path.Combine(binaries, "postgres"), "-D", place.Data, .. settings];
        var command = place.Command(["sh", "-c", script, "sh", place.Log, .. postgres]);
        server = Tool.Start("setsid", "/", command);
        while (!server.HasExited && !IsReady())
        {
            await Task.Delay(10, ct);
        }

        return !server.HasExited;
    }

    // The eighth line of the pid file is the server's state.
    private bool IsReady()
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(place.Data, "postmaster.pid"));
            return lines.Length >= 8 && lines[0] == server.Id.ToString() && lines[7].StartsWith("ready", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private async Task WatchAsync()
    {
        var pause = MinPause;
        try
        {
            while (true)
            {
                await server.WaitForExitAsync(stopping.Token);
                progress.WriteLine($"PostgreSQL exited (exit code {server.ExitCode}); restarting it.");
                pause = await RelaunchAsync() ? MinPause : pause * 2 < MaxPause ? pause * 2 : MaxPause;
                await Task.Delay(pause, stopping.Token);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The shutdown was requested.
        }
    }

    private async Task<bool> RelaunchAsync()
    {
        try
        {
            await ClusterProcesses.StopAsync(place, stopping.Token);
            return await LaunchAsync(stopping.Token);
        }
        catch (Exception e) when (e is StartException or IOException)
        {
            // Its cause, such as too little memory, may also prevent a restart for a while.
            progress.WriteLine($"PostgreSQL cannot be restarted now; it will be retried: {e.Message}");
            return false;
        }
    }

    private string LogEnd() =>
        File.Exists(place.Log) ? string.Join(Environment.NewLine, File.ReadLines(place.Log).TakeLast(5)) : "(no log)";
}
