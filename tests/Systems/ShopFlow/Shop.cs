using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Shouldly;
using Tracker.Platform.Messaging;
using Tracker.Systems.ShopFlow;
using Tracker.Tests.TestKit;
using Tracker.Tests.TestKit.ShopFlow;

namespace Tracker.Tests.Systems.ShopFlow;

/// <summary>
/// All services of the shop. Every answer is checked against the service's API document; the logs are checked at the end.
/// </summary>
public sealed class Shop : IAsyncLifetime
{
    public const string Password = "S3cur3P@ssw0rd!";
    private readonly Dictionary<string, string> settings;
    private readonly RetryPolicy retry;
    private RunningSystem? services;
    private int people;

    public Shop()
        : this([], RetryPolicy.Default)
    {
    }

    private Shop(Dictionary<string, string> settings, RetryPolicy retry) => (this.settings, this.retry) = (settings, retry);

    public RunningSystem Services => services ?? throw new InvalidOperationException("It has not started.");

    public TestService Auth => Services["auth-service"];

    public TestService Orders => Services["order-service"];

    public TestService Notifications => Services["notification-service"];

    public HttpClient AuthHttp { get; private set; } = null!;

    public HttpClient OrdersHttp { get; private set; } = null!;

    public HttpClient NotificationsHttp { get; private set; } = null!;

    public string AuthDatabase => Services.Database("auth-service");

    public string OrdersDatabase => Services.Database("order-service");

    public string NotificationsDatabase => Services.Database("notification-service");

    /// <summary>Dead letters are errors in the log; a test that causes some says so.</summary>
    public bool MakesDeadLetters { get; init; }

    public static Task<Shop> StartAsync(params (string Name, string Value)[] settings) =>
        StartAsync(RetryPolicy.Default, makesDeadLetters: false, settings);

    public static async Task<Shop> StartAsync(RetryPolicy retry, bool makesDeadLetters, params (string Name, string Value)[] settings)
    {
        var shop = new Shop(settings.ToDictionary(setting => setting.Name, setting => setting.Value), retry)
        {
            MakesDeadLetters = makesDeadLetters,
        };
        await shop.InitializeAsync();
        return shop;
    }

    public async ValueTask InitializeAsync()
    {
        services = await RunningSystem.StartAsync(ShopFlowSystem.Definition with { Events = Events(retry) }, Variables());
        (AuthHttp, OrdersHttp, NotificationsHttp) =
            (await DocumentedAsync(Auth), await DocumentedAsync(Orders), await DocumentedAsync(Notifications));
    }

    /// <summary>A new customer, logged in.</summary>
    public async Task<Shopper> CustomerAsync(string? phone = null)
    {
        var email = string.Create(
            CultureInfo.InvariantCulture, $"Customer{Interlocked.Increment(ref people)}.{Guid.NewGuid():N}@Example.com");
        var account = await (await RegisterAsync(email, phone)).ReadAsync(HttpStatusCode.Created);
        var session = await (await PostAsync("/auth/login", $$"""{"email": "{{email}}", "password": "{{Password}}"}""")).ReadAsync();
        return new Shopper(
            this, Guid.Parse(account["id"]!.GetValue<string>()), email, session["access_token"]!.GetValue<string>(),
            session["refresh_token"]!.GetValue<string>());
    }

    /// <summary>A new admin, logged in.</summary>
    public async Task<Shopper> AdminAsync()
    {
        var admin = await CustomerAsync();
        await ExecuteAsync(AuthDatabase, "update users set role = 'admin' where id = $1", admin.Id);
        // notification-service trusts the role in the token.
        var session = await (await PostAsync("/auth/login", $$"""{"email": "{{admin.Email}}", "password": "{{Password}}"}""")).ReadAsync();
        return new Shopper(
            this, admin.Id, admin.Email, session["access_token"]!.GetValue<string>(), session["refresh_token"]!.GetValue<string>());
    }

    /// <summary>Many new admins, who never log in.</summary>
    public async Task<IReadOnlyList<Shopper>> AdminsAsync(int count)
    {
        var ids = Enumerable.Range(0, count).Select(_ => Guid.NewGuid()).ToArray();
        await ExecuteAsync(
            AuthDatabase,
            """
            insert into users (id, email, password_hash, first_name, last_name, role)
            select id, id || '@example.com', '', 'Ann', 'Admin', 'admin' from unnest($1) id
            """,
            ids);
        return [.. ids.Select(id => Admin(id, $"{id}@example.com"))];

        Shopper Admin(Guid id, string email) => new(this, id, email, ShopFlowTokens.ForAdmin(id, email), refreshToken: "");
    }

    /// <summary>A caller with the token of a service.</summary>
    public Shopper Service(string name = "notification-service") => new(this, Guid.Empty, name, ShopFlowTokens.ForService(name), "");

    public Task<HttpResponseMessage> RegisterAsync(string email, string? phone = null) => PostAsync(
        "/auth/register",
        $$"""{"email": "{{email}}", "password": "{{Password}}", "first_name": "Jane", "last_name": "Doe", "phone": {{(phone is null ? "null" : $"\"{phone}\"")}}}""");

    /// <summary>A request to auth-service without a token.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, string json) => AuthHttp.PostAsync(path, JsonAssertions.Json(json));

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
        foreach (var http in new[] { AuthHttp, OrdersHttp, NotificationsHttp })
        {
            http.Dispose();
        }

        await Services.DisposeAsync();
        log.Split('\n').Where(line => line.Contains("\"level\":\"error\"", StringComparison.Ordinal)
            && !(MakesDeadLetters && line.Contains("it is a dead letter", StringComparison.Ordinal)))
            .ShouldBeEmpty();
    }

    private Dictionary<string, string> Variables()
    {
        var token = ShopFlowTokens.ForService("notification-service");
        var variables = new Dictionary<string, string>(settings) { ["JWT_SECRET"] = ShopFlowTokens.Secret };
        variables.TryAdd("RATE_LIMIT_AUTH_PER_MINUTE", "0");
        variables.TryAdd("AUTH_SERVICE_TOKEN", token);
        variables.TryAdd("ORDER_SERVICE_TOKEN", token);
        return variables;
    }

    private static EventTopology Events(RetryPolicy retry)
    {
        var events = ShopFlowSystem.Definition.Events!;
        return events with { Subscriptions = [.. events.Subscriptions.Select(subscription => subscription with { Retry = retry })] };
    }

    private static async Task<HttpClient> DocumentedAsync(TestService service) => new(new ConformanceHandler(
        new OpenApiConformance(await service.Http.GetStringAsync("/openapi.json"), "/", "/metrics", "/openapi.json", "/docs"),
        new SocketsHttpHandler()))
    {
        BaseAddress = service.Url,
    };
}
