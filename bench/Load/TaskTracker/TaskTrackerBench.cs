using System.Net.Http.Headers;
using System.Text.Json;
using Tracker.Host.Postgres;
using Tracker.Tests.TestKit;

namespace Tracker.Bench.Load.TaskTracker;

/// <summary>task-tracker with its default configuration on temporary data, and the floor on the same database.</summary>
internal sealed class TaskTrackerBench : IAsyncDisposable
{
    public const string Email = "bench@example.com";
    private const string Password = "correct horse battery";
    private static readonly TimeSpan PointReadTime = TimeSpan.FromSeconds(3);

    private readonly DirectoryInfo folder;

    // Without a limit: the floor copies a million tasks in one request.
    private readonly HttpClient http = new() { Timeout = Timeout.InfiniteTimeSpan };
    private ServerProcess? api;
    private ServerProcess? floor;
    private PointReads pointReads = null!;

    private TaskTrackerBench(BenchOptions options, DirectoryInfo folder) => (Options, this.folder) = (options, folder);

    public BenchOptions Options { get; }

    public Uri Api { get; } = new($"http://127.0.0.1:{FreePort.Take()}");

    public Uri Floor { get; } = new($"http://127.0.0.1:{FreePort.Take()}");

    public ServerProcess ApiProcess => api!;

    /// <summary>The time of the start on an existing cluster.</summary>
    public TimeSpan StartedIn { get; private set; }

    /// <summary>Resident memory of the process after one request of each kind, in bytes.</summary>
    public long ResidentAfterWalk { get; private set; }

    public TaskData Data { get; private set; } = null!;

    /// <summary>The number of tasks, without those created by measurements.</summary>
    public int Tasks { get; private set; }

    /// <summary>pgbench's point reads, measured with this number of tasks.</summary>
    public double PointReadsPerSecond { get; private set; }

    public StatementLog Statements { get; private set; } = null!;

    public Wrk Wrk { get; private set; } = null!;

    /// <summary>The api and the floor.</summary>
    public SideBySide Both { get; private set; } = null!;

    public static async Task<TaskTrackerBench> StartAsync(BenchOptions options, CancellationToken ct)
    {
        // On disk, like the data of a deployed service: /tmp may be in memory.
        var folder = Directory.CreateDirectory(Path.Combine("/var/tmp", $"tracker-bench-{Environment.ProcessId}"));
        var bench = new TaskTrackerBench(options, folder);
        try
        {
            await bench.StartServersAsync(ct);
            return bench;
        }
        catch
        {
            await bench.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds tasks until there are this many, copies them for the floor, and measures the machine's yardstick.</summary>
    public async Task GrowToAsync(int tasks, CancellationToken ct)
    {
        await Data.GrowToAsync(tasks, ct);
        await AskAsync(Floor, Call.Get("/fill"), ct);
        Tasks = tasks;
        PointReadsPerSecond = await pointReads.MeasureAsync(PointReadTime, ct);
    }

    public Task<string> AskAsync(Call call, CancellationToken ct) => AskAsync(Api, call, ct);

    public async Task<string> AskAsync(Uri server, Call call, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(new HttpMethod(call.Method), new Uri(server, call.Path));
        if (call.Body is { } body)
        {
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        }

        using var response = await http.SendAsync(request, ct);
        var text = await response.Content.ReadAsStringAsync(ct);
        return response.IsSuccessStatusCode
            ? text
            : throw new InvalidOperationException($"{call.Method} {call.Path}: {(int)response.StatusCode} {text}");
    }

    /// <returns>An access token of the new account.</returns>
    public async Task<string> AddUserAsync(string email, CancellationToken ct)
    {
        var credentials = $$"""{"email":"{{email}}","password":"{{Password}}"}""";
        await AskAsync(new Call("POST", "/api/v1/auth/register", credentials), ct);
        var session = await AskAsync(new Call("POST", "/api/v1/auth/login", credentials), ct);
        return JsonDocument.Parse(session).RootElement.GetProperty("access_token").GetString()!;
    }

    public async ValueTask DisposeAsync()
    {
        await (floor?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (api?.DisposeAsync() ?? ValueTask.CompletedTask);
        http.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task StartServersAsync(CancellationToken ct)
    {
        var variables = new Dictionary<string, string>
        {
            ["TRACKER_DATA"] = folder.FullName,
            ["API_PORT"] = $"{Api.Port}",
            ["WORKER_PORT"] = "0",
            ["FRONTEND_PORT"] = "0",
            // The max value: requests are counted, and none is rejected.
            ["RATE_LIMIT_PER_MINUTE"] = "1000000",
            ["ACCESS_TOKEN_EXPIRE_MINUTES"] = "600",
        };
        api = await ServerProcess.StartOnExistingDataAsync("task-tracker", variables, ct);
        StartedIn = api.StartedIn;

        var token = await AddUserAsync(Email, ct);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await Walk.SendAsync(call => AskAsync(call, ct));
        ResidentAfterWalk = await api.ResidentBytesAsync(ct);

        var system = Path.Combine(folder.FullName, "task-tracker");
        var url = EmbeddedPostgres.UrlOfRunning(system, "api");
        var user = JsonDocument.Parse(await AskAsync(Call.Get("/api/v1/auth/me"), ct)).RootElement.GetProperty("id").GetGuid();
        var cluster = ClusterPlace.Of(system);
        var postmaster = int.Parse(File.ReadLines(Path.Combine(cluster.Data, "postmaster.pid")).First());
        Data = new TaskData(url, user);
        Statements = new StatementLog(Data, cluster.Log);
        pointReads = new PointReads(url);
        await pointReads.PrepareAsync(ct);
        Wrk = new Wrk(folder.FullName, token);
        variables = new() { ["DATABASE_URL"] = url, ["PORT"] = $"{Floor.Port}", ["USER_ID"] = user.ToString(), ["USER_EMAIL"] = Email };
        floor = await ServerProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "Tracker.Bench.Floor.dll"), [], variables, ct);
        Both = new SideBySide(
            Options, Wrk, new Side(Api, new WorkMeter([api.Id], postmaster)), new Side(Floor, new WorkMeter([floor.Id], postmaster)));
    }
}
