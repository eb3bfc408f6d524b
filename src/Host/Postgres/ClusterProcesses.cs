using System.Diagnostics;
using System.Globalization;

namespace Tracker.Host.Postgres;

/// <summary>
/// Server processes of a killed instance. They are identified by name and working directory, not by the pid file alone: its pid may be
/// reused, and back ends can outlive the postmaster. The caller holds the data folder, so none of them is in use.
/// </summary>
internal static class ClusterProcesses
{
    private const int Interrupt = 2; // PostgreSQL's fast shutdown
    private const int Kill = 9;

    /// <summary>Stops all processes of a cluster, with a fast shutdown for 10 s, and deletes their lock files.</summary>
    public static async Task StopAsync(ClusterPlace place, CancellationToken ct)
    {
        var pidFile = Path.Combine(place.Data, "postmaster.pid");
        string[] locks = [pidFile, .. Directory.EnumerateFiles(place.Folder, ".s.PGSQL.*.lock")];
        if (!locks.Any(File.Exists))
        {
            return;
        }

        var folder = Tool.Run("realpath", place.Data).Output;
        var waited = Stopwatch.StartNew();
        var signal = Interrupt;
        for (var running = On(folder); running.Count > 0; running = On(folder))
        {
            var main = Postmaster(pidFile) is { } pid && running.Contains(pid) ? [pid] : running;
            main.ForEach(process => _ = Tool.Signal(process, signal));
            await Task.Delay(20, ct);
            signal = waited.Elapsed > TimeSpan.FromSeconds(10) ? Kill : Interrupt;
        }

        // No live process has the data directory open, so postmaster.pid is stale; its pid was reused or belongs to a zombie.
        Array.ForEach(locks, File.Delete);
    }

    private static List<int> On(string data) =>
        [.. Directory.EnumerateDirectories("/proc").Select(PidOf).Where(pid => pid > 0 && RunsIn(pid, data))];

    private static int PidOf(string folder) => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0;

    private static bool RunsIn(int pid, string data)
    {
        try
        {
            // The working directory alone is not enough: an operator's shell can have it too.
            return new DirectoryInfo($"/proc/{pid}/cwd").LinkTarget == data
                && File.ReadAllText($"/proc/{pid}/comm").TrimEnd() == "postgres";
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static int? Postmaster(string pidFile)
    {
        try
        {
            return int.TryParse(File.ReadLines(pidFile).FirstOrDefault(), CultureInfo.InvariantCulture, out var pid) ? pid : null;
        }
        catch (IOException)
        {
            // The server deletes the file when it exits.
            return null;
        }
    }
}
