using System.Globalization;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.Command;

/// <summary>A data folder for one test, free ports for its services, and the private PostgreSQL that a killed host leaves behind.</summary>
internal sealed class DataFolderFixture : IAsyncDisposable
{
    private const UnixFileMode Open = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private readonly string root = Path.Combine(Path.GetTempPath(), $"tracker-command-{Guid.NewGuid():N}"[..26]);
    private readonly int port = FreePort.Take();

    public DataFolderFixture(UnixFileMode mode = Open, string below = "")
    {
        Directory.CreateDirectory(root, mode);
        Root = Path.Combine(root, below);
        Variables = new Dictionary<string, string>
        {
            ["TRACKER_DATA"] = Root,
            ["API_PORT"] = $"{port}",
            ["WORKER_PORT"] = $"{WorkerPort}",
            ["RATE_LIMIT_PER_MINUTE"] = "0",
        };
    }

    public string Root { get; }

    public string System => Path.Combine(Root, "task-tracker");

    /// <summary>A place for a backup, removed with the rest.</summary>
    public string Archive => Path.Combine(root, "backup.tar.gz");

    /// <summary>Where the cluster's files are; a test of another place changes it.</summary>
    public string Cluster { get; set; } = "";

    public Dictionary<string, string> Variables { get; }

    public int Port => port;

    public int WorkerPort { get; } = FreePort.Take();

    public HttpClient Api => new() { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

    private string PidFile => Path.Combine(Cluster.Length > 0 ? Cluster : Path.Combine(System, "postgres"), "data", "postmaster.pid");

    public int PostgresId() => int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture);

    public TrackerProcess Up() => TrackerProcess.Start(Variables, "up");

    public bool PostgresRuns() => File.Exists(PidFile);

    public async ValueTask DisposeAsync()
    {
        if (PostgresRuns())
        {
            var orphan = PostgresId();
            TrackerProcess.Signal(orphan, "QUIT");
            for (var tries = 0; tries < 100 && File.Exists($"/proc/{orphan}/status") && PostgresRuns(); tries++)
            {
                await Task.Delay(50);
            }
        }

        Directory.Delete(root, recursive: true);
    }
}
