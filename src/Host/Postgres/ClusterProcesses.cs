using System.Diagnostics;
using System.Globalization;

namespace Tracker.Host.Postgres;

/// <summary>
/// Server processes that a killed instance left behind. They are told by their name and the folder they stand in, not by the pid file alone: its number may
/// belong to a stranger by now, and back ends may outlive the process it names. Who calls holds the data folder, so none of them is in use.
/// </summary>
internal static class ClusterProcesses
{
    private const int Interrupt = 2; // PostgreSQL's fast shutdown
    private const int Kill = 9;

    /// <summary>Ends what still runs on a cluster, gently for 10 s, and removes the lock files it leaves.</summary>
    /// <param name="place">The cluster.</param>
    /// <param name="ct">Ends the waiting.</param>
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

        // Nobody stands in the folder, so the files are left over, whoever has that process id now: a stranger, or a dead process that nobody has buried.
        Array.ForEach(locks, File.Delete);
    }

    private static List<int> On(string data) =>
        [.. Directory.EnumerateDirectories("/proc").Select(PidOf).Where(pid => pid > 0 && StandsIn(pid, data))];

    private static int PidOf(string folder) => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid) ? pid : 0;

    private static bool StandsIn(int pid, string data)
    {
        try
        {
            // An operator's shell may stand there too.
            return new DirectoryInfo($"/proc/{pid}/cwd").LinkTarget == data && File.ReadAllText($"/proc/{pid}/comm").TrimEnd() == "postgres";
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
            // A server that ends removes it.
            return null;
        }
    }
}
