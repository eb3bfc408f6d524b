using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Shouldly;
using Tracker.Platform.Persistence;
using Tracker.Systems.TaskTracker;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>
/// The <c>api</c> of task-tracker on its own database. Every answer is checked against the API document; the log is checked at the end.
/// </summary>
public sealed class Api : IAsyncLifetime
{
    public const string Password = "correct horse battery";
    public const string Secret = "a-signing-secret-of-the-tests-0123456789";
    private static readonly Lock Gate = new();
    private static OpenApiConformance? documented;
    private readonly string? databaseUrl;
    private readonly DirectoryInfo files = Directory.CreateTempSubdirectory("tracker-test-files-");
    private TestService? service;
    private Database? database;
    private HttpClient? http;
    private int people;

    public Api()
    {
    }

    private Api(string databaseUrl) => this.databaseUrl = databaseUrl;

    public TestService Service => service ?? throw new InvalidOperationException("It has not started.");

    public HttpClient Http => http ?? throw new InvalidOperationException("It has not started.");

    public string DatabaseUrl { get; private set; } = "";

    /// <summary>Settings that override the defaults.</summary>
    private Dictionary<string, string> Settings { get; init; } = [];

    public static async Task<Api> StartAsync(string? databaseUrl = null, params (string Name, string Value)[] settings)
    {
        var api = new Api(databaseUrl ?? await TestPostgres.CreateDatabaseAsync())
        {
            Settings = settings.ToDictionary(setting => setting.Name, setting => setting.Value),
        };
        await api.InitializeAsync();
        return api;
    }

    public async ValueTask InitializeAsync()
    {
        DatabaseUrl = databaseUrl ?? await TestPostgres.CreateDatabaseAsync();
        var settings = new Dictionary<string, string>(Settings)
        {
            ["DATABASE_URL"] = DatabaseUrl,
            ["JWT_SECRET_KEY"] = Secret,
            ["TRACKER_DATA"] = files.FullName,
        };
        service = await TestService.StartAsync(TaskTrackerSystem.Definition, "api", settings);
        database = new Database(DatabaseUrl);
        http = new HttpClient(new ConformanceHandler(
            await DocumentAsync(service), new EnvelopeHandler(new SocketsHttpHandler()))) { BaseAddress = service.Url };
    }

    /// <summary>A new user, logged in.</summary>
    public async Task<Person> PersonAsync()
    {
        var email = string.Create(
            CultureInfo.InvariantCulture, $"Person{Interlocked.Increment(ref people)}.{Guid.NewGuid():N}@Example.com");
        var account = await (await Http.PostAsync(
            "/api/v1/auth/register",
            JsonAssertions.Json($$"""{"email": "{{email}}", "password": "{{Password}}"}"""))).ReadAsync(HttpStatusCode.Created);
        var person = new Person(this, Guid.Parse(account["id"]!.GetValue<string>()), email);
        await person.LogInAsync();
        return person;
    }

    /// <summary>A request without a token.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, string json) => Http.PostAsync("/api/v1" + path, JsonAssertions.Json(json));

    /// <summary>Rows of the database as JSON.</summary>
    public async Task<JsonArray> RowsAsync(string sql, params object[] values)
    {
        await using var command = database!.Source.CreateCommand($"select coalesce(jsonb_agg(to_jsonb(r)), '[]') from ({sql}) r");
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        return JsonNode.Parse((string)(await command.ExecuteScalarAsync())!)!.AsArray();
    }

    public async Task ExecuteAsync(string sql, params object[] values)
    {
        await using var command = database!.Source.CreateCommand(sql);
        foreach (var value in values)
        {
            command.Parameters.Add(new NpgsqlParameter { Value = value });
        }

        await command.ExecuteNonQueryAsync();
    }

    /// <summary>No line of the log is an error.</summary>
    public async Task LogShouldHaveNoErrorAsync()
    {
        foreach (var line in (await Service.LogAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            JsonNode.Parse(line)!["level"]!.GetValue<string>().ShouldNotBe("error", line);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await LogShouldHaveNoErrorAsync();
        Http.Dispose();
        await Service.DisposeAsync();
        await database!.DisposeAsync();
        files.Delete(recursive: true);
    }

    // All instances serve the same document, and generating it takes longer than most tests.
    private static async Task<OpenApiConformance> DocumentAsync(TestService service)
    {
        lock (Gate)
        {
            if (documented is not null)
            {
                return documented;
            }
        }

        var document = await service.Http.GetStringAsync("/openapi.json");
        lock (Gate)
        {
            return documented ??= new OpenApiConformance(document, "/", "/metrics", "/openapi.json", "/docs");
        }
    }
}
