using System.Net;
using Tracker.Systems.TaskTrackerMicro;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.Command;

/// <summary>The services of tasktracker-micro as processes of their own (<c>serve</c>).</summary>
internal sealed class ServedMicro : IAsyncDisposable
{
    private readonly List<(string Service, string Url, TrackerProcess Process)> running = [];

    public string Gateway => running.First(one => one.Service == "api-gateway").Url;

    /// <summary>The instances of a service.</summary>
    public IReadOnlyList<TrackerProcess> this[string service] =>
        [.. running.Where(one => one.Service == service).Select(one => one.Process)];

    /// <param name="taskServices">Instances of task-service, which the gateway balances and one of which stats-service calls.</param>
    public static async Task<ServedMicro> StartAsync(int taskServices = 1)
    {
        var services = TaskTrackerMicroSystem.Definition.Services
            .SelectMany(service => Enumerable.Repeat(service, service.Name == "task-service" ? taskServices : 1))
            .Select(service => (Service: service, Url: $"http://127.0.0.1:{FreePort.Take()}"))
            .ToList();
        var databases = new Dictionary<string, string>
        {
            ["user-service"] = await TestPostgres.CreateDatabaseAsync(),
            ["task-service"] = await TestPostgres.CreateDatabaseAsync(),
        };
        var started = new ServedMicro();
        foreach (var (service, url) in services)
        {
            var tasks = services.Where(one => one.Service.Name == "task-service").Select(one => one.Url).ToList();
            var variables = new Dictionary<string, string>
            {
                ["HOST"] = "127.0.0.1",
                ["PORT"] = $"{new Uri(url).Port}",
                ["SECRET_KEY"] = "a-signing-secret-of-the-tests-0123456789",
                ["DATABASE_URL"] = databases.GetValueOrDefault(service.Name, ""),
                ["USER_SERVICE_URL"] = services.First(one => one.Service.Name == "user-service").Url,
                ["TASK_SERVICE_URL"] = service.Name == "api-gateway" ? string.Join(',', tasks) : tasks[0],
                ["STATS_SERVICE_URL"] = services.First(one => one.Service.Name == "stats-service").Url,
            };
            var process = TrackerProcess.Start(variables, "serve", $"{TaskTrackerMicroSystem.Definition.Name}/{service.Name}");
            started.running.Add((service.Name, url, process));
        }

        using var http = new HttpClient();
        foreach (var (service, url) in services)
        {
            await Soon.BecomesAsync(() => StatusAsync(http, url + service.HealthPath), status => status == HttpStatusCode.OK);
        }

        return started;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, _, process) in running)
        {
            await process.DisposeAsync();
        }
    }

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient http, string url)
    {
        try
        {
            using var answer = await http.GetAsync(url);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
