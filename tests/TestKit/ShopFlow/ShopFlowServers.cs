using System.Globalization;
using Npgsql;

namespace Tracker.Tests.TestKit.ShopFlow;

/// <summary>
/// shopflow as it runs in production, on this machine alone: each service a process of its own (<c>serve</c>) with a database of its own, PostgreSQL with full
/// durability, and RabbitMQ. Rates are not limited. Mail and SMS go to files unless the variables name providers.
/// </summary>
public sealed class ShopFlowServers : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly string hostAssembly;
    private readonly IReadOnlyDictionary<string, string> variables;
    private readonly List<ShopFlowService> services = [];

    private ShopFlowServers(DirectoryInfo folder, string hostAssembly, IReadOnlyDictionary<string, string> variables) =>
        (this.folder, this.hostAssembly, this.variables) = (folder, hostAssembly, variables);

    /// <summary>The database server of all three.</summary>
    public TestPostgres Postgres { get; private set; } = null!;

    /// <summary>The broker.</summary>
    public TestRabbitMq Broker { get; private set; } = null!;

    public ShopFlowService Auth => services[0];

    public ShopFlowService Orders => services[1];

    public ShopFlowService Notifications => services[2];

    public IReadOnlyList<ShopFlowService> Services => services;

    /// <summary>Starts everything and waits until each service answers.</summary>
    /// <param name="hostAssembly">The path of <c>Tracker.Host.dll</c>.</param>
    /// <param name="variables">What the services get beyond what they need, e.g. the addresses of providers.</param>
    /// <param name="ct">Ends the wait.</param>
    public static async Task<ShopFlowServers> StartAsync(string hostAssembly, IReadOnlyDictionary<string, string> variables, CancellationToken ct = default)
    {
        var servers = new ShopFlowServers(Directory.CreateTempSubdirectory("tracker-shopflow-"), hostAssembly, variables);
        try
        {
            var broker = TestRabbitMq.StartAsync();
            servers.Postgres = await TestPostgres.StartAsync(durable: true);
            servers.Broker = await broker;
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

    /// <summary>How many files a sender left: <c>mail</c> or <c>sms</c>.</summary>
    public int CountFiles(string sender) =>
        folder.EnumerateDirectories(sender, SearchOption.AllDirectories).Sum(found => found.EnumerateFiles("*", SearchOption.AllDirectories).Count());

    /// <summary>Stops everything and removes what it left.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(services.Select(service => service.Process.DisposeAsync().AsTask()));
        await (Broker?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
        folder.Delete(recursive: true);
    }

    private async Task AddAsync(string name)
    {
        var (port, database) = (FreePort.Take(), await Postgres.NewDatabaseAsync());
        var settings = new Dictionary<string, string>(variables)
        {
            ["HOST"] = "127.0.0.1",
            ["PORT"] = port.ToString(CultureInfo.InvariantCulture),
            ["DATABASE_URL"] = database,
            ["RABBITMQ_URL"] = Broker.Url,
            ["JWT_SECRET"] = ShopFlowTokens.Secret,
            ["TRACKER_DATA"] = Path.Combine(folder.FullName, name),
            ["RATE_LIMIT_AUTH_PER_MINUTE"] = "0",
            ["RATE_LIMIT_ORDERS_PER_MINUTE"] = "0",
        };
        foreach (var peer in services)
        {
            var prefix = peer.Name.ToUpperInvariant().Replace('-', '_');
            settings[$"{prefix}_URL"] = peer.Url.ToString();
            settings[$"{prefix}_TOKEN"] = ShopFlowTokens.ForService(name);
        }

        var process = KillableServer.Start(hostAssembly, ["serve", $"shopflow/{name}"], settings, new Uri($"http://127.0.0.1:{port}/health/ready"));
        services.Add(new ShopFlowService(name, process, database));
    }
}

/// <summary>One service that runs.</summary>
/// <param name="Name">E.g. <c>order-service</c>.</param>
/// <param name="Process">Its process.</param>
/// <param name="DatabaseUrl">Its database.</param>
public sealed record ShopFlowService(string Name, KillableServer Process, string DatabaseUrl)
{
    /// <summary>Where it answers.</summary>
    public Uri Url => Process.Url;

    /// <summary>Reads rows from its database, on a connection of its own, so that the server may have been restarted meanwhile.</summary>
    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, Func<NpgsqlDataReader, T> read, params NpgsqlParameter[] parameters)
    {
        var url = new Uri(DatabaseUrl);
        await using var connection = new NpgsqlConnection(
            $"Host=127.0.0.1;Port={url.Port};Username=tracker;Database={url.AbsolutePath[1..]};Pooling=false;Options=-c timezone=UTC");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        command.Parameters.AddRange(parameters);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<T>();
        while (await reader.ReadAsync())
        {
            rows.Add(read(reader));
        }

        return rows;
    }
}
