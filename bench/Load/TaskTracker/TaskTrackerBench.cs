using System.Net.Http.Headers;
using System.Text.Json;
using Tracker.Host.Postgres;
using Tracker.Tests.TestKit;

namespace Tracker.Bench.Load.TaskTracker;

/// <summary>task-tracker with its default configuration on temporary data, and the floor on the same database.</summary>
internal sealed class TaskTrackerBench : IAsyncDisposable
{
    private const string Email = "bench@example.com";
    private const string Password = "correct horse battery";

    private readonly DirectoryInfo folder;
    private readonly HttpClient http = new();
    private ServerProcess? api;
    private ServerProcess? floor;

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

    public StatementLog Statements { get; private set; } = null!;

    public Wrk Wrk { get; private set; } = null!;

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

    public async Task GrowToAsync(int tasks, CancellationToken ct)
    {
        await Data.GrowToAsync(tasks, ct);
        Tasks = tasks;
    }

    /// <summary>Measures both alternately, so that other load on the machine affects both, and takes the medians.</summary>
    public async Task<(Measurement Api, Measurement Floor, double Ratio)> CompareAsync(
        IReadOnlyList<Call> calls, int connections, CancellationToken ct)
    {
        foreach (var server in new[] { Floor, Api })
        {
            await Wrk.MeasureAsync(server, calls, connections, Options.Duration, ct);
        }

        var rounds = new List<(Measurement Api, Measurement Floor)>();
        for (var round = 0; round < Options.Rounds; round++)
        {
            var below = await Wrk.MeasureAsync(Floor, calls, connections, Options.Duration, ct);
            rounds.Add((await Wrk.MeasureAsync(Api, calls, connections, Options.Duration, ct), below));
        }

        return (rounds.Select(round => round.Api)
            .MedianBy(load => load.PerSecond), rounds.Select(round => round.Floor).MedianBy(load => load.PerSecond),
            rounds.Select(round => round.Api.PerSecond / round.Floor.PerSecond).MedianBy(ratio => ratio));
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

    public async ValueTask DisposeAsync()
    {
        await (floor?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (api?.DisposeAsync() ?? ValueTask.CompletedTask);
        http.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task StartServersAsync(CancellationToken ct)
    {
        var host = Environment.GetEnvironmentVariable("TRACKER_HOST_ASSEMBLY")
            ?? throw new InvalidOperationException("Run it as: ./tracker bench");
        var variables = new Dictionary<string, string>
        {
            ["TRACKER_DATA"] = folder.FullName,
            ["API_PORT"] = $"{Api.Port}",
            ["WORKER_PORT"] = "0",
            // The max value: requests are counted, and none is rejected.
            ["RATE_LIMIT_PER_MINUTE"] = "1000000",
            ["ACCESS_TOKEN_EXPIRE_MINUTES"] = "600",
        };
        // The first start creates the cluster; the second is the usual one.
        await (await ServerProcess.StartAsync(host, ["up", "task-tracker"], variables, ct)).DisposeAsync();
        api = await ServerProcess.StartAsync(host, ["up", "task-tracker"], variables, ct);
        StartedIn = api.StartedIn;

        var token = await LogInAsync(ct);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await WalkAsync(ct);
        ResidentAfterWalk = await api.ResidentBytesAsync(ct);

        var system = Path.Combine(folder.FullName, "task-tracker");
        var url = EmbeddedPostgres.UrlOfRunning(system, "api");
        var user = JsonDocument.Parse(await AskAsync(Call.Get("/api/v1/auth/me"), ct)).RootElement.GetProperty("id").GetGuid();
        Data = new TaskData(url, user, Email);
        Statements = new StatementLog(Data, ClusterPlace.Of(system).Log);
        Wrk = new Wrk(folder.FullName, token);
        variables = new() { ["DATABASE_URL"] = url, ["PORT"] = $"{Floor.Port}", ["USER_ID"] = user.ToString() };
        floor = await ServerProcess.StartAsync(Path.Combine(AppContext.BaseDirectory, "Tracker.Bench.Floor.dll"), [], variables, ct);
    }

    private async Task<string> LogInAsync(CancellationToken ct)
    {
        await AskAsync(new Call("POST", "/api/v1/auth/register", $$"""{"email":"{{Email}}","password":"{{Password}}"}"""), ct);
        var session = await AskAsync(new Call("POST", "/api/v1/auth/login", $$"""{"email":"{{Email}}","password":"{{Password}}"}"""), ct);
        return JsonDocument.Parse(session).RootElement.GetProperty("access_token").GetString()!;
    }

    /// <summary>Each kind of request once, as in the README's walk.</summary>
    private async Task WalkAsync(CancellationToken ct)
    {
        var created = await AskAsync(new Call("POST", "/api/v1/tasks", """{"title":"Walk","tags":["first"],"priority":"HIGH"}"""), ct);
        var task = $"/api/v1/tasks/{JsonDocument.Parse(created).RootElement.GetProperty("id").GetString()}";
        await AskAsync(Call.Get(task), ct);
        await AskAsync(Call.Get("/api/v1/tasks?search=walk&status=TODO&sort=due_date:desc&page_size=100"), ct);
        await AskAsync(new Call("PUT", task, """{"title":"Run"}"""), ct);
        await AskAsync(new Call("PATCH", task, """{"status":"DONE"}"""), ct);
        await AskAsync(new Call("DELETE", task), ct);
        await AskAsync(Call.Get("/metrics"), ct);
        await AskAsync(Call.Get("/openapi.json"), ct);
    }
}
