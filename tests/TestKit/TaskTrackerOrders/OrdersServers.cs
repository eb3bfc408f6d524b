using System.Globalization;
using Npgsql;
using Tracker.Modules.Identity.Passwords;
using Tracker.Platform.Security;
using Tracker.Platform.Security.Tokens;
using Tracker.Tests.TestKit.ShopFlow;

namespace Tracker.Tests.TestKit.TaskTrackerOrders;

/// <summary>A user with an account.</summary>
/// <param name="Token">An access token, valid for two hours.</param>
public sealed record OrdersUser(Guid Id, string Email, string Token);

/// <summary>
/// tasktracker-orders like in production, on the local machine: each service in a separate process (<c>serve</c>) with its own database,
/// PostgreSQL with full durability, and Redis. Mail and SMS go to files.
/// </summary>
public sealed class OrdersServers : IAsyncDisposable
{
    public const string Password = "S3cur3P@ssw0rd!";
    private const string Secret = "a-signing-secret-of-the-tests-0123456789";
    private static readonly JwtIssuer Issuer = new(new SigningKeys(new Secret(Secret)), TimeProvider.System);
    private static readonly TokenPolicy OfUsers = new(OptionalClaims.Email, TimeSpan.FromHours(2));
    private static readonly TokenPolicy OfServices = TokenPolicy.OfService(TimeSpan.FromHours(24));
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tracker-orders-");
    private readonly string hostAssembly;
    private readonly List<ShopFlowService> services = [];

    private OrdersServers(string hostAssembly) => this.hostAssembly = hostAssembly;

    /// <summary>The database server of all services.</summary>
    public TestPostgres Postgres { get; private set; } = null!;

    public TestRedis Redis { get; private set; } = null!;

    public ShopFlowService Auth => services[0];

    public ShopFlowService Orders => services[1];

    public ShopFlowService Notifications => services[2];

    public IReadOnlyList<ShopFlowService> Services => services;

    /// <summary>Starts everything and waits until each service answers.</summary>
    /// <param name="hostAssembly">The path of <c>Tracker.Host.dll</c>.</param>
    public static async Task<OrdersServers> StartAsync(string hostAssembly, CancellationToken ct = default)
    {
        var servers = new OrdersServers(hostAssembly);
        try
        {
            servers.Postgres = await TestPostgres.StartAsync(durable: true);
            servers.Redis = await TestRedis.StartAsync();
            await servers.AddAsync("auth-service");
            await servers.AddAsync("order-service");
            await servers.AddAsync("notification-service");
            await Task.WhenAll(servers.services.Select(service => service.Process.ReadyAsync(ct)));
            return servers;
        }
        catch
        {
            await servers.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds accounts. All have the same password, hashed once: hashing each would take minutes.</summary>
    public async Task<IReadOnlyList<OrdersUser>> AddUsersAsync(int count)
    {
        using var hasher = new PasswordHasher();
        var hash = await hasher.HashAsync(new Secret(Password), CancellationToken.None);
        return await Auth.QueryAsync(
            """
            insert into users (id, email, password_hash, full_name, role)
            select gen_random_uuid(), 'user' || i || '@example.com', @hash, 'User ' || i, 'user'
            from generate_series(1, @count) i
            returning id, email
            """,
            row => new OrdersUser(
                row.GetGuid(0),
                row.GetString(1),
                Issuer.Issue(new TokenBearer(row.GetGuid(0).ToString(), row.GetString(1), Role: null), OfUsers)),
            new NpgsqlParameter("hash", hash),
            new NpgsqlParameter("count", count));
    }

    /// <summary>The number of e-mails that were written as files.</summary>
    public int CountMails() =>
        folder.EnumerateDirectories("mail", SearchOption.AllDirectories).Sum(found => found.EnumerateFiles("*.eml").Count());

    /// <summary>Stops everything and deletes its files.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(services.Select(service => service.Process.DisposeAsync().AsTask()));
        await (Redis?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
        folder.Delete(recursive: true);
    }

    private async Task AddAsync(string name)
    {
        var (port, database) = (FreePort.Take(), await Postgres.NewDatabaseAsync());
        var settings = new Dictionary<string, string>
        {
            ["HOST"] = "127.0.0.1",
            ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["DATABASE_URL"] = database,
            ["REDIS_URL"] = Redis.Url,
            ["JWT_SECRET"] = Secret,
            ["TRACKER_DATA"] = Path.Combine(folder.FullName, name),
        };
        foreach (var peer in services)
        {
            var prefix = peer.Name.ToUpperInvariant().Replace('-', '_');
            settings[$"{prefix}_URL"] = peer.Url.ToString();
            settings[$"{prefix}_TOKEN"] = Issuer.Issue(new TokenBearer(name, Email: null, TokenBearer.ServiceRole), OfServices);
        }

        services.Add(new ShopFlowService(
            name,
            KillableServer.Start(
                hostAssembly, ["serve", $"tasktracker-orders/{name}"], settings, new Uri($"http://127.0.0.1:{port}/health/ready")),
            database));
    }
}
