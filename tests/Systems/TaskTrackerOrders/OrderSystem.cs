using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Platform.Security;
using Tracker.Platform.Security.Tokens;
using Tracker.Systems.TaskTrackerOrders;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerOrders;

/// <summary>
/// All services of tasktracker-orders. Every answer is checked against the service's API document; the logs are checked at the end.
/// </summary>
public sealed class OrderSystem : IAsyncLifetime
{
    public const string Secret = "a-signing-secret-of-the-tests-0123456789";
    public const string Password = "S3cur3P@ss";
    private static readonly JwtIssuer Issuer = new(new SigningKeys(new Secret(Secret)), TimeProvider.System);
    private static readonly RetryPolicy Quick = new([TimeSpan.FromMilliseconds(10)]);
    private readonly Dictionary<string, string> settings;
    private RunningSystem? services;

    public OrderSystem()
        : this([])
    {
    }

    private OrderSystem(Dictionary<string, string> settings) => this.settings = settings;

    public RunningSystem Services => services ?? throw new InvalidOperationException("It has not started.");

    public HttpClient Auth { get; private set; } = null!;

    public HttpClient Orders { get; private set; } = null!;

    public HttpClient Notifications { get; private set; } = null!;

    public string NotificationsDatabase => Services.Database("notification-service");

    public string OrdersDatabase => Services.Database("order-service");

    /// <summary>Lines of the log that a test causes on purpose contain this.</summary>
    public IReadOnlyList<string> ExpectedErrors { get; set; } = [];

    public static async Task<OrderSystem> StartAsync(params (string Name, string Value)[] settings)
    {
        var started = new OrderSystem(settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        await started.InitializeAsync();
        return started;
    }

    public async ValueTask InitializeAsync()
    {
        var definition = TaskTrackerOrdersSystem.Definition;
        var events = definition.Events!;
        services = await RunningSystem.StartAsync(
            definition with
            {
                Events = events with { Subscriptions = [.. events.Subscriptions.Select(each => each with { Retry = Quick })] },
            },
            Variables());
        (Auth, Orders, Notifications) =
            (await DocumentedAsync("auth-service"), await DocumentedAsync("order-service"), await DocumentedAsync("notification-service"));
    }

    /// <summary>A client of a service that was started again.</summary>
    public async Task StartAgainAsync(string service)
    {
        await Services.StartAsync(service);
        Notifications = await DocumentedAsync("notification-service");
    }

    public Task<HttpResponseMessage> PostAsync(string path, string json) => Auth.PostAsync(path, JsonAssertions.Json(json));

    /// <summary>A new user, logged in.</summary>
    public async Task<OrderUser> UserAsync(string name = "Ada Lovelace", string? phone = null)
    {
        var email = $"Ada.{Guid.NewGuid():N}@Example.com";
        var number = phone is null ? "null" : $"\"{phone}\"";
        var account = await (await PostAsync(
            "/register", $$"""{"email": "{{email}}", "password": "{{Password}}", "name": "{{name}}", "phone": {{number}}}"""))
            .ReadAsync(HttpStatusCode.Created);
        var session = await (await PostAsync("/login", $$"""{"email": "{{email}}", "password": "{{Password}}"}""")).ReadAsync();
        return new OrderUser(this, account["id"]!.GetValue<Guid>(), email, session["access_token"]!.GetValue<string>())
        {
            RefreshToken = session["refresh_token"]!.GetValue<string>(),
        };
    }

    /// <summary>A caller with the token of a service.</summary>
    public OrderUser Service() => new(this, Guid.Empty, "", Token("notification-service", TokenPolicy.OfService(TimeSpan.FromHours(1)), "service"));

    /// <summary>A caller with the token of a user that auth-service does not know.</summary>
    public OrderUser Stranger() => Guid.NewGuid() is var id
        ? new OrderUser(this, id, "nobody@example.com", Token($"{id}", new TokenPolicy(OptionalClaims.Email, TimeSpan.FromHours(1)), null))
        : null!;

    public static async Task<JsonArray> RowsAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(Platform.Persistence.PostgresUrl.Parse(database));
        await using var command = source.CreateCommand($"select coalesce(jsonb_agg(to_jsonb(r)), '[]') from ({sql}) r");
        return JsonNode.Parse((string)(await command.ExecuteScalarAsync())!)!.AsArray();
    }

    public static async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(Platform.Persistence.PostgresUrl.Parse(database));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        var log = await Services.LogAsync();
        foreach (var http in new[] { Auth, Orders, Notifications })
        {
            http.Dispose();
        }

        await Services.DisposeAsync();
        log.Split('\n').Where(line => line.Contains("\"level\":\"error\"", StringComparison.Ordinal)
            && !ExpectedErrors.Any(expected => line.Contains(expected, StringComparison.Ordinal))).ShouldBeEmpty();
    }

    private static string Token(string subject, TokenPolicy policy, string? role) =>
        Issuer.Issue(new TokenBearer(subject, "nobody@example.com", role), policy);

    private Dictionary<string, string> Variables()
    {
        var token = Token("notification-service", TokenPolicy.OfService(TimeSpan.FromHours(24)), TokenBearer.ServiceRole);
        return new Dictionary<string, string>(settings)
        {
            ["JWT_SECRET"] = Secret,
            ["AUTH_SERVICE_TOKEN"] = token,
            ["ORDER_SERVICE_TOKEN"] = token,
        };
    }

    private async Task<HttpClient> DocumentedAsync(string name)
    {
        var service = Services[name];
        return new HttpClient(new ConformanceHandler(
            new OpenApiConformance(
                await service.Http.GetStringAsync("/openapi.json"), "/", "/metrics", "/openapi.json", "/docs", "/internal/events"),
            new SocketsHttpHandler()))
        {
            BaseAddress = service.Url,
        };
    }
}
