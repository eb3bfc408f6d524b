using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using Shouldly;
using Tracker.Host.Postgres;
using Tracker.Platform.Hosting;
using Tracker.Systems.TaskTracker;
using Tracker.Tests.Systems.TaskTracker.Frontend;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.Command;

/// <summary>A data folder for one test, free ports for its services, and the private PostgreSQL that a killed host leaves behind.</summary>
internal sealed class DataFolderFixture : IAsyncDisposable
{
    private const UnixFileMode Open =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    private static readonly ConcurrentDictionary<string, Lazy<Task<DataFolderFixture>>> Originals = new(StringComparer.Ordinal);

    private readonly string root = Path.Combine(Path.GetTempPath(), $"tracker-command-{Guid.NewGuid():N}"[..26]);
    private readonly SystemDefinition system;
    private readonly Dictionary<string, int> ports;

    public DataFolderFixture(UnixFileMode mode = Open, string below = "", SystemDefinition? system = null)
    {
        this.system = system ?? TaskTrackerSystem.Definition;
        Directory.CreateDirectory(root, mode);
        Root = Path.Combine(root, below);
        var site = Path.Combine(root, "site");
        BuiltFiles.WriteTo(site);
        Variables = new Dictionary<string, string>
        {
            ["TRACKER_DATA"] = Root,
            ["RATE_LIMIT_PER_MINUTE"] = "0",
            ["FRONTEND_FOLDER"] = site,
        };
        ports = this.system.Services.ToDictionary(service => service.Name, _ => FreePort.Take());
        foreach (var service in this.system.Services)
        {
            Variables[$"{service.VariablePrefix}_PORT"] = $"{ports[service.Name]}";
        }
    }

    /// <summary>
    /// A data folder in which the system has run once and has no data: a copy, since creating a cluster and its databases takes seconds.
    /// Tests of the first start need a new folder.
    /// </summary>
    public static async Task<DataFolderFixture> UsedAsync(SystemDefinition? system = null)
    {
        var data = new DataFolderFixture(system: system);
        var original = await Originals.GetOrAdd(data.system.Name, _ => new(() => MakeOriginalAsync(data.system))).Value;
        Directory.CreateDirectory(data.Root);
        using var copy = Process.Start("cp", ["-a", original.System, data.System]);
        await copy.WaitForExitAsync();
        return data;
    }

    public string Root { get; }

    public string System => Path.Combine(Root, system.Name);

    /// <summary>The path of a backup, deleted with the folder.</summary>
    public string Archive => Path.Combine(root, "backup.tar.gz");

    /// <summary>The folder of the cluster; a test of another location changes it.</summary>
    public string Cluster { get; set; } = "";

    public Dictionary<string, string> Variables { get; }

    /// <summary>The line that <c>up</c> prints when every service answers.</summary>
    public string ReadyLine =>
        $"ready {system.Name} {string.Join(' ', system.Services.Select(service => $"{service.Name}={UrlOf(service.Name)}"))}";

    /// <summary>The port of the api of task-tracker.</summary>
    public int Port => ports["api"];

    /// <summary>A client of the api of task-tracker.</summary>
    public HttpClient Api => Http("api");

    /// <summary>A client of the api of task-tracker as one user, who is registered by the first call.</summary>
    public async Task<HttpClient> LogInAsync()
    {
        var account = new { email = "ada@example.com", password = "correct horse" };
        var api = Api;
        using var registered = await api.PostAsJsonAsync("/api/v1/auth/register", account);
        var session = await (await api.PostAsJsonAsync("/api/v1/auth/login", account)).ReadAsync();
        api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session["access_token"]!.GetValue<string>());
        return api;
    }

    private string PidFile => Path.Combine(Cluster.Length > 0 ? Cluster : Path.Combine(System, "postgres"), "data", "postmaster.pid");

    public int PostgresId() => int.Parse(File.ReadLines(PidFile).First(), CultureInfo.InvariantCulture);

    public string UrlOf(string service) => $"http://127.0.0.1:{ports[service]}";

    public HttpClient Http(string service) => new() { BaseAddress = new Uri(UrlOf(service)) };

    public TrackerProcess Up() => TrackerProcess.Start(Variables, "up", system.Name);

    /// <summary>A store in the private database while the host runs.</summary>
    public string DatabaseUrl(string store) => EmbeddedPostgres.UrlOfRunning(System, store);

    public bool PostgresRuns() => File.Exists(PidFile);

    private static async Task<DataFolderFixture> MakeOriginalAsync(SystemDefinition system)
    {
        var original = new DataFolderFixture(system: system);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(original.root, recursive: true);
        await using var tracker = original.Up();
        await tracker.ReadyAsync();
        TrackerProcess.Signal(tracker.Id, "TERM");
        (await tracker.ExitCodeAsync(TrackerProcess.StopPatience)).ShouldBe(0);
        return original;
    }

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
