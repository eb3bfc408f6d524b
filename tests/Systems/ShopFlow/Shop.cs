using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Npgsql;
using Shouldly;
using Tracker.Platform.Security;
using Tracker.Platform.Security.Tokens;
using Tracker.Systems.ShopFlow;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.ShopFlow;

/// <summary>auth-service and order-service, each on a database of its own. Every answer is held against the service's API document; the logs are checked at the end.</summary>
public sealed class Shop : IAsyncLifetime
{
    public const string Password = "S3cur3P@ssw0rd!";
    public const string Secret = "a-signing-secret-of-the-tests-0123456789";
    private readonly Dictionary<string, string> settings;
    private TestService? auth;
    private TestService? orders;
    private int people;

    public Shop()
        : this([])
    {
    }

    private Shop(Dictionary<string, string> settings) => this.settings = settings;

    public TestService Auth => auth ?? throw new InvalidOperationException("It has not started.");

    public TestService Orders => orders ?? throw new InvalidOperationException("It has not started.");

    /// <summary>Calls auth-service.</summary>
    public HttpClient AuthHttp { get; private set; } = null!;

    /// <summary>Calls order-service.</summary>
    public HttpClient OrdersHttp { get; private set; } = null!;

    public string AuthDatabase { get; private set; } = "";

    public string OrdersDatabase { get; private set; } = "";

    public static async Task<Shop> StartAsync(params (string Name, string Value)[] settings)
    {
        var shop = new Shop(settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        await shop.InitializeAsync();
        return shop;
    }

    public async ValueTask InitializeAsync()
    {
        (AuthDatabase, OrdersDatabase) = (await TestPostgres.CreateDatabaseAsync(), await TestPostgres.CreateDatabaseAsync());
        settings.TryAdd("RATE_LIMIT_AUTH_PER_MINUTE", "0");
        var system = ShopFlowSystem.Define();
        auth = await TestService.StartAsync(system, "auth-service", new Dictionary<string, string>(settings) { ["DATABASE_URL"] = AuthDatabase, ["JWT_SECRET"] = Secret });
        var urls = new Dictionary<string, string>(settings) { ["DATABASE_URL"] = OrdersDatabase, ["JWT_SECRET"] = Secret };
        urls.TryAdd("AUTH_SERVICE_URL", auth.Url.ToString());
        orders = await TestService.StartAsync(system, "order-service", urls);
        (AuthHttp, OrdersHttp) = (await DocumentedAsync(auth), await DocumentedAsync(orders));
    }

    /// <summary>A new customer, logged in.</summary>
    public async Task<Shopper> CustomerAsync()
    {
        var email = string.Create(CultureInfo.InvariantCulture, $"Customer{Interlocked.Increment(ref people)}.{Guid.NewGuid():N}@Example.com");
        var account = await (await RegisterAsync(email)).ReadAsync(HttpStatusCode.Created);
        var session = await (await PostAsync("/auth/login", $$"""{"email": "{{email}}", "password": "{{Password}}"}""")).ReadAsync();
        return new Shopper(this, Guid.Parse(account["id"]!.GetValue<string>()), email, session["access_token"]!.GetValue<string>(), session["refresh_token"]!.GetValue<string>());
    }

    /// <summary>A new admin, logged in.</summary>
    public async Task<Shopper> AdminAsync()
    {
        var admin = await CustomerAsync();
        await ExecuteAsync(AuthDatabase, "update users set role = 'admin' where id = $1", admin.Id);
        return admin;
    }

    /// <summary>Somebody with the token of a service.</summary>
    public Shopper Service(string name = "notification-service")
    {
        var issuer = new JwtIssuer(new SigningKeys(new Secret(Secret)), TimeProvider.System);
        var token = issuer.Issue(new TokenBearer(name, Email: null, "service"), new TokenPolicy(OptionalClaims.Role | OptionalClaims.IssuedAt, TimeSpan.FromHours(24)));
        return new Shopper(this, Guid.Empty, name, token, "");
    }

    public Task<HttpResponseMessage> RegisterAsync(string email) =>
        PostAsync("/auth/register", $$"""{"email": "{{email}}", "password": "{{Password}}", "first_name": "Jane", "last_name": "Doe"}""");

    /// <summary>A request to auth-service without a token.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, string json) => AuthHttp.PostAsync(path, JsonAssertions.Json(json));

    /// <summary>Rows straight from a database, as JSON.</summary>
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
        foreach (var service in new[] { Auth, Orders })
        {
            (await service.LogAsync()).ShouldNotContain("\"level\":\"error\"");
        }

        AuthHttp.Dispose();
        OrdersHttp.Dispose();
        await Orders.DisposeAsync();
        await Auth.DisposeAsync();
    }

    private static async Task<HttpClient> DocumentedAsync(TestService service) => new(new ConformanceHandler(
        new OpenApiConformance(await service.Http.GetStringAsync("/openapi.json"), "/metrics", "/openapi.json", "/docs"), new SocketsHttpHandler()))
    {
        BaseAddress = service.Url,
    };
}
