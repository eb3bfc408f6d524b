using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Shouldly;
using Tracker.Systems.TaskTrackerMicro;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerMicro;

/// <summary>
/// All services of the system. Every answer is checked against the service's API document; the logs are checked at the end.
/// </summary>
public sealed class Micro : IAsyncLifetime
{
    public const string Password = "securepass123";
    public const string Secret = "a-signing-secret-of-the-tests-0123456789";
    private readonly Dictionary<string, string> settings;
    private readonly Dictionary<string, HttpClient> clients = [];
    private RunningSystem? services;
    private int people;

    public Micro()
        : this([])
    {
    }

    private Micro(Dictionary<string, string> settings) => this.settings = settings;

    public RunningSystem Services => services ?? throw new InvalidOperationException("It has not started.");

    public string UserDatabase => Services.Database("user-service");

    public string TaskDatabase => Services.Database("task-service");

    public static async Task<Micro> StartAsync(params (string Name, string Value)[] settings)
    {
        var micro = new Micro(settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        await micro.InitializeAsync();
        return micro;
    }

    public async ValueTask InitializeAsync()
    {
        services = await RunningSystem.StartAsync(
            TaskTrackerMicroSystem.Definition, new Dictionary<string, string>(settings) { ["SECRET_KEY"] = Secret });
        // The gateway last: its document has those of the others.
        foreach (var service in TaskTrackerMicroSystem.Definition.Services.Reverse())
        {
            clients[service.Name] = await DocumentedAsync(services[service.Name]);
        }
    }

    /// <summary>A client of one service.</summary>
    public HttpClient Http(string service) => clients[service];

    /// <summary>The API document. On a busy machine the gateway may not get those of the services in time.</summary>
    public Task<string> DocumentAsync(string service) => DocumentAsync(Services[service]);

    /// <summary>A request through the gateway.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request) => Http("api-gateway").SendAsync(request);

    /// <summary>A request without a token.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, string json) =>
        SendAsync(new HttpRequestMessage(HttpMethod.Post, "/api/v1" + path) { Content = JsonAssertions.Json(json) });

    /// <summary>A new user, logged in.</summary>
    public async Task<MicroUser> UserAsync()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"User{Interlocked.Increment(ref people)}.{Guid.NewGuid():N}");
        var account = await (await PostAsync(
            "/auth/register", $$"""{"email": "{{name}}@Example.com", "username": "{{name}}", "password": "{{Password}}"}"""))
            .ReadAsync(HttpStatusCode.Created);
        return new MicroUser(this, account["id"]!.GetValue<long>(), name, await LogInAsync(name));
    }

    /// <returns>The access token.</returns>
    public async Task<string> LogInAsync(string username) =>
        (await (await PostAsync("/auth/login", $$"""{"username": "{{username}}", "password": "{{Password}}"}""")).ReadAsync())
            ["access_token"]!.GetValue<string>();

    /// <summary>Rows of a database as JSON.</summary>
    public static async Task<JsonArray> RowsAsync(string database, string sql, params object[] values)
    {
        await using var source = NpgsqlDataSource.Create(Platform.Persistence.PostgresUrl.Parse(database));
        await using var command = source.CreateCommand($"select coalesce(jsonb_agg(to_jsonb(r)), '[]') from ({sql}) r");
        command.Parameters.AddRange(values.Select(value => new NpgsqlParameter { Value = value }).ToArray());
        return JsonNode.Parse((string)(await command.ExecuteScalarAsync())!)!.AsArray();
    }

    public static async Task ExecuteAsync(string database, string sql, params object[] values)
    {
        await using var source = NpgsqlDataSource.Create(Platform.Persistence.PostgresUrl.Parse(database));
        await using var command = source.CreateCommand(sql);
        command.Parameters.AddRange(values.Select(value => new NpgsqlParameter { Value = value }).ToArray());
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        var log = await Services.LogAsync();
        foreach (var client in clients.Values)
        {
            client.Dispose();
        }

        await Services.DisposeAsync();
        log.Split('\n').Where(line => line.Contains("\"level\":\"error\"", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static Task<string> DocumentAsync(TestService service) => Soon.BecomesAsync(
        () => service.Http.GetStringAsync("/openapi.json"), document => !document.Contains("Not included", StringComparison.Ordinal));

    private static async Task<HttpClient> DocumentedAsync(TestService service) => new(new ConformanceHandler(
        new OpenApiConformance(await DocumentAsync(service), "/metrics", "/openapi.json", "/docs"),
        new SocketsHttpHandler()))
    {
        BaseAddress = service.Url,
    };
}
