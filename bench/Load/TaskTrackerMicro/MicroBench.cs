using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Npgsql;
using Tracker.Host.Postgres;
using Tracker.Platform.Persistence;
using Tracker.Tests.TestKit;

namespace Tracker.Bench.Load.TaskTrackerMicro;

/// <summary>All services of tasktracker-micro in one process with their default configuration, on temporary data.</summary>
internal sealed class MicroBench : IAsyncDisposable
{
    private const string Name = "tasktracker-micro";
    private readonly DirectoryInfo folder;
    private readonly HttpClient http = new();
    private ServerProcess? server;
    private int users;

    private MicroBench(BenchOptions options, DirectoryInfo folder) => (Options, this.folder) = (options, folder);

    public BenchOptions Options { get; }

    /// <summary>The address of the gateway.</summary>
    public Uri Gateway { get; } = new($"http://127.0.0.1:{FreePort.Take()}");

    public ServerProcess Server => server!;

    public static async Task<MicroBench> StartAsync(BenchOptions options, CancellationToken ct)
    {
        // On disk, like the data of a deployed service: /tmp may be in memory.
        var bench = new MicroBench(options, Directory.CreateDirectory(Path.Combine("/var/tmp", $"tracker-bench-{Environment.ProcessId}")));
        try
        {
            var variables = new Dictionary<string, string>
            {
                ["TRACKER_DATA"] = bench.folder.FullName,
                ["API_GATEWAY_PORT"] = $"{bench.Gateway.Port}",
                ["USER_SERVICE_PORT"] = "0",
                ["TASK_SERVICE_PORT"] = "0",
                ["STATS_SERVICE_PORT"] = "0",
                ["ACCESS_TOKEN_EXPIRE_MINUTES"] = "600",
            };
            bench.server = await ServerProcess.StartOnExistingDataAsync(Name, variables, ct);
            return bench;
        }
        catch
        {
            await bench.DisposeAsync();
            throw;
        }
    }

    /// <summary>Registers a user, who gets tasks without requests.</summary>
    public async Task<MicroUser> UserAsync(int tasks, CancellationToken ct)
    {
        var name = $"user{++users}";
        var account = $$"""{"email":"{{name}}@example.com","username":"{{name}}","password":"securepass123"}""";
        var id = (await AskAsync(HttpMethod.Post, "/api/v1/auth/register", account, ct))!["id"]!.GetValue<long>();
        var session = await AskAsync(HttpMethod.Post, "/api/v1/auth/login", account, ct);
        var token = session!["access_token"]!.GetValue<string>();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        await SeedAsync(id, tasks, ct);
        return new MicroUser(id, new Wrk(Directory.CreateDirectory(Path.Combine(folder.FullName, name)).FullName, token));
    }

    /// <summary>Sends each kind of request once as the last user.</summary>
    public async Task WalkAsync(CancellationToken ct)
    {
        var created = await AskAsync(HttpMethod.Post, "/api/v1/tasks/", """{"title":"Walk","priority":"high"}""", ct);
        var task = $"/api/v1/tasks/{created!["id"]}";
        foreach (var path in new[]
        {
            task, "/api/v1/tasks/?status=todo&priority=high&limit=1000", "/api/v1/tasks/stats", "/api/v1/stats/", "/api/v1/auth/me", "/",
            "/health", "/openapi.json",
        })
        {
            await AskAsync(HttpMethod.Get, path, null, ct);
        }

        await AskAsync(HttpMethod.Put, task, """{"title":"Run","due_date":"2030-12-31"}""", ct);
        await AskAsync(HttpMethod.Patch, task + "/complete", null, ct);
        await AskAsync(HttpMethod.Patch, task + "/incomplete", null, ct);
        await AskAsync(HttpMethod.Delete, task, null, ct);
    }

    /// <returns>The median of alternating measurements of two users.</returns>
    public async Task<(Measurement One, Measurement Other)> CompareAsync(
        MicroUser one, MicroUser other, Call call, int connections, Func<Measurement, double> figure, CancellationToken ct)
    {
        var (ofOne, ofOther) = (new List<Measurement>(), new List<Measurement>());
        for (var round = 0; round < Options.Rounds; round++)
        {
            ofOne.Add(await one.Wrk.MeasureAsync(Gateway, [call], connections, Options.Duration, ct));
            ofOther.Add(await other.Wrk.MeasureAsync(Gateway, [call], connections, Options.Duration, ct));
        }

        return (ofOne.MedianBy(figure), ofOther.MedianBy(figure));
    }

    public async ValueTask DisposeAsync()
    {
        await (server?.DisposeAsync() ?? ValueTask.CompletedTask);
        http.Dispose();
        folder.Delete(recursive: true);
    }

    private async Task<JsonNode?> AskAsync(HttpMethod method, string path, string? body, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(method, new Uri(Gateway, path));
        if (body is not null)
        {
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        }

        using var answer = await http.SendAsync(request, ct);
        var text = await answer.Content.ReadAsStringAsync(ct);
        return !answer.IsSuccessStatusCode ? throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {text}")
            : text.Length > 0 ? JsonNode.Parse(text) : null;
    }

    private async Task SeedAsync(long owner, int tasks, CancellationToken ct)
    {
        var settings = PostgresUrl.Parse(EmbeddedPostgres.UrlOfRunning(Path.Combine(folder.FullName, Name), "task-service"));
        (settings.Pooling, settings.CommandTimeout, settings.Options) = (false, 0, "-c session_replication_role=replica -c work_mem=64MB");
        await using var session = new NpgsqlConnection(settings.ConnectionString);
        await session.OpenAsync(ct);
        await using (var seed = new NpgsqlCommand(Resource.Text("own-tasks.sql"), session))
        {
            seed.Parameters.AddWithValue("owner", owner);
            seed.Parameters.AddWithValue("tasks", tasks);
            await seed.ExecuteNonQueryAsync(ct);
        }

        await using var vacuum = new NpgsqlCommand("vacuum (analyze) tasks, task_counts", session);
        await vacuum.ExecuteNonQueryAsync(ct);
    }
}
