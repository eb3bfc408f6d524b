using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Tracker.Tests.TestKit;

namespace Tracker.Bench.Load.TaskManager;

/// <summary>All services of task-manager in one process, with requests through the gateway.</summary>
internal sealed class TaskManagerBench : IAsyncDisposable
{
    private const string Name = "task-manager";
    private const int Connections = 8;
    private const string NewTask = """{"title": "Complete project", "description": "Finish it"}""";

    private static readonly Dictionary<string, Func<TaskManagerBench, Results, CancellationToken, Task>> All = new()
    {
        ["start"] = StartAsync,
        ["create"] = CreateAsync,
        ["list"] = ListAsync,
    };

    private readonly BenchOptions options;
    private readonly DirectoryInfo folder =
        // On disk, like the data of a deployed service: /tmp may be in memory.
        Directory.CreateDirectory(Path.Combine("/var/tmp", $"tracker-bench-{Environment.ProcessId}"));
    private readonly Uri gateway = new($"http://127.0.0.1:{FreePort.Take()}");
    private readonly HttpClient http = new();
    private ServerProcess? server;

    private TaskManagerBench(BenchOptions options) => this.options = options;

    public static IReadOnlyList<string> Rows => [.. All.Keys];

    public static async Task RunAsync(BenchOptions options, Results results, TextWriter progress, CancellationToken ct)
    {
        progress.WriteLine($"Starting {Name}");
        await using var bench = new TaskManagerBench(options);
        await bench.StartServerAsync(ct);
        foreach (var (row, measureAsync) in All.Where(scenario => options.Wants(scenario.Key)))
        {
            progress.WriteLine(row);
            await measureAsync(bench, results, ct);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
        http.Dispose();
        folder.Delete(recursive: true);
    }

    private static async Task StartAsync(TaskManagerBench bench, Results results, CancellationToken ct)
    {
        var seconds = bench.server!.StartedIn.TotalSeconds;
        results.Limit("start-up, warm build and existing cluster", $"{seconds:0.00} s", "<= 2 s", seconds <= 2);
        await bench.LogInAsync("walker", ct);
        await bench.WalkAsync(ct);
        var megabytes = await bench.server.ResidentBytesAsync(ct) / 1e6;
        results.Limit("resident memory after each kind of request", $"{megabytes:0} MB", "<= 150 MB", megabytes <= 150);
    }

    private static async Task CreateAsync(TaskManagerBench bench, Results results, CancellationToken ct)
    {
        var user = await bench.LogInAsync("creator", ct);
        results.Figure("create", $"{await bench.RateAsync(user, new Call("POST", "/tasks/", NewTask), ct):N0}/s");
    }

    private static async Task ListAsync(TaskManagerBench bench, Results results, CancellationToken ct)
    {
        var user = await bench.LogInAsync("reader", ct);
        for (var task = 0; task < 40; task++)
        {
            await bench.AskAsync(HttpMethod.Post, "/tasks/", JsonAssertions.Json(NewTask), ct);
        }

        results.Figure("list, 20 of 40 tasks", $"{await bench.RateAsync(user, Call.Get("/tasks/?limit=20"), ct):N0}/s");
    }

    private async Task StartServerAsync(CancellationToken ct)
    {
        var variables = new Dictionary<string, string>
        {
            ["TRACKER_DATA"] = folder.FullName,
            ["API_GATEWAY_PORT"] = $"{gateway.Port}",
            ["AUTH_SERVICE_PORT"] = "0",
            ["TASK_SERVICE_PORT"] = "0",
            ["NOTIFICATION_SERVICE_PORT"] = "0",
            ["ACCESS_TOKEN_EXPIRE_MINUTES"] = "600",
        };
        server = await ServerProcess.StartOnExistingDataAsync(Name, variables, ct);
    }

    /// <summary>Registers a user; the next requests are the user's.</summary>
    private async Task<Wrk> LogInAsync(string name, CancellationToken ct)
    {
        var account = $$"""{"username": "{{name}}", "email": "{{name}}@example.com", "password": "securepass123"}""";
        await AskAsync(HttpMethod.Post, "/auth/register", JsonAssertions.Json(account), ct);
        var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["username"] = name, ["password"] = "securepass123" });
        var token = (await AskAsync(HttpMethod.Post, "/auth/login", form, ct))!["access_token"]!.GetValue<string>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return new Wrk(folder.CreateSubdirectory($"wrk-{name}").FullName, token);
    }

    /// <summary>Sends each kind of request once.</summary>
    private async Task WalkAsync(CancellationToken ct)
    {
        var created = await AskAsync(HttpMethod.Post, "/tasks/", JsonAssertions.Json(NewTask), ct);
        var task = $"/tasks/{created!["id"]}";
        foreach (var path in new[] { task, "/tasks/?status=Pending", "/auth/me", "/notifications", "/", "/health", "/openapi.json" })
        {
            await AskAsync(HttpMethod.Get, path, null, ct);
        }

        await AskAsync(HttpMethod.Put, task, JsonAssertions.Json("""{"status": "Completed"}"""), ct);
        await AskAsync(HttpMethod.Delete, task, null, ct);
    }

    private async Task<double> RateAsync(Wrk user, Call call, CancellationToken ct)
    {
        var rates = new List<double>();
        for (var round = 0; round < options.Rounds; round++)
        {
            rates.Add((await user.MeasureAsync(gateway, [call], Connections, options.Duration, ct)).PerSecond);
        }

        return rates.MedianBy(rate => rate);
    }

    private async Task<JsonNode?> AskAsync(HttpMethod method, string path, HttpContent? content, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(gateway, path)) { Content = content };
        using var answer = await http.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        return answer.IsSuccessStatusCode
            ? JsonNode.Parse(text)
            : throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}");
    }
}
