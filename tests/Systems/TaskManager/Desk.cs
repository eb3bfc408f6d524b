using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Systems.TaskManager;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskManager;

/// <summary>
/// All services of the system, with tasks in PostgreSQL. Every answer is checked against the service's API document; the logs are checked
/// at the end.
/// </summary>
public class Desk : IAsyncLifetime
{
    public const string Password = "securepassword123";
    private readonly Dictionary<string, string> settings;
    private readonly Dictionary<string, HttpClient> clients = [];
    private readonly string folder = Path.Combine(Path.GetTempPath(), "tracker-desk-" + Guid.NewGuid().ToString("N"));
    private RunningSystem? services;
    private int people;

    public Desk()
        : this([])
    {
    }

    private protected Desk(Dictionary<string, string> settings) => this.settings = settings;

    public RunningSystem Services => services ?? throw new InvalidOperationException("It has not started.");

    /// <summary>The notification log.</summary>
    public string LogPath => Path.Combine(folder, "notifications.log");

    /// <summary>The data folder of the system.</summary>
    public string DataFolder => Path.Combine(folder, "task-manager");

    public static async Task<Desk> StartAsync(params (string Name, string Value)[] settings)
    {
        var desk = new Desk(settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        await desk.InitializeAsync();
        return desk;
    }

    public virtual async ValueTask InitializeAsync()
    {
        services = await RunningSystem.StartAsync(
            TaskManagerSystem.Definition,
            new Dictionary<string, string>(settings)
            {
                ["SECRET_KEY"] = "a-signing-secret-of-the-tests-0123456789",
                ["NOTIFICATION_LOG"] = LogPath,
                ["TRACKER_DATA"] = folder,
            });
        foreach (var service in TaskManagerSystem.Definition.Services)
        {
            clients[service.Name] = await DocumentedAsync(services[service.Name]);
        }
    }

    /// <summary>A client of one service.</summary>
    public HttpClient Http(string service) => clients[service];

    /// <summary>A request through the gateway.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => Http("api-gateway").SendAsync(request);

    public Task<HttpResponseMessage> PostAsync(string path, HttpContent body) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, path) { Content = body });

    public Task<HttpResponseMessage> PostAsync(string path, string json) => PostAsync(path, JsonAssertions.Json(json));

    public static FormUrlEncodedContent Form(string username, string password) =>
        new(new Dictionary<string, string> { ["username"] = username, ["password"] = password });

    /// <summary>A new user, logged in.</summary>
    public async Task<DeskUser> UserAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"user{Interlocked.Increment(ref people)}.{Guid.NewGuid():N}");
        var account = await (await PostAsync(
            "/auth/register", $$"""{"username": "{{name}}", "email": "{{name}}@example.com", "password": "{{Password}}"}"""))
            .ReadAsync(HttpStatusCode.Created);
        var token = await (await PostAsync("/auth/login", Form(name, Password))).ReadAsync();
        return new DeskUser(this, account["id"]!.GetValue<long>(), name, token["access_token"]!.GetValue<string>());
    }

    /// <summary>The lines of the notification log about a task.</summary>
    public JsonNode[] LinesOf(long taskId) => !File.Exists(LogPath)
        ? []
        : [.. File.ReadAllLines(LogPath).Select(line => JsonNode.Parse(line)!)
            .Where(line => line["data"]!["task_id"]!.GetValue<long>() == taskId)];

    public virtual async ValueTask DisposeAsync()
    {
        var log = await Services.LogAsync();
        foreach (var client in clients.Values)
        {
            client.Dispose();
        }

        await Services.DisposeAsync();
        GC.SuppressFinalize(this);
        log.Split('\n').Where(line => line.Contains("\"level\":\"error\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private protected void Set(string variable, string value) => settings[variable] = value;

    private static async Task<HttpClient> DocumentedAsync(TestService service) => new(new ConformanceHandler(
        new OpenApiConformance(await service.Http.GetStringAsync("/openapi.json"), "/metrics", "/openapi.json", "/docs"),
        new SocketsHttpHandler()))
    {
        BaseAddress = service.Url,
    };
}

/// <summary>As <see cref="Desk"/>, with tasks and their events in MariaDB.</summary>
public sealed class MySqlDesk : Desk
{
    public override async ValueTask InitializeAsync()
    {
        Set("TASK_SERVICE_DATABASE_URL", await TestMariaDb.CreateDatabaseAsync());
        await base.InitializeAsync();
    }
}
