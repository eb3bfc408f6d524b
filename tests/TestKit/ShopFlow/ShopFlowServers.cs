using System.Globalization;
using Npgsql;

namespace Tracker.Tests.TestKit.ShopFlow;

/// <summary>
/// shopflow like in production, on the local machine: each service in a separate process (<c>serve</c>) with its own database, PostgreSQL
/// with full durability, and RabbitMQ. Rates are not limited. Mail and SMS go to files unless the variables name providers.
/// </summary>
public sealed class ShopFlowServers : IAsyncDisposable
{
    private readonly DirectoryInfo folder;
    private readonly string hostAssembly;
    private readonly IReadOnlyDictionary<string, string> variables;
    private readonly List<ShopFlowService> services = [];

    private ShopFlowServers(DirectoryInfo folder, string hostAssembly, IReadOnlyDictionary<string, string> variables) =>
        (this.folder, this.hostAssembly, this.variables) = (folder, hostAssembly, variables);

    /// <summary>The database server of all services.</summary>
    public TestPostgres Postgres { get; private set; } = null!;

    public TestRabbitMq Broker { get; private set; } = null!;

    public ShopFlowService Auth => services[0];

    public ShopFlowService Orders => services[1];

    public ShopFlowService Notifications => services[2];

    public IReadOnlyList<ShopFlowService> Services => services;

    /// <summary>Starts everything and waits until each service answers.</summary>
    /// <param name="hostAssembly">The path of <c>Tracker.Host.dll</c>.</param>
    /// <param name="variables">Additional settings of the services, e.g. the addresses of providers.</param>
    public static async Task<ShopFlowServers> StartAsync(
        string hostAssembly, IReadOnlyDictionary<string, string> variables, CancellationToken ct = default)
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

    /// <summary>The number of files a sender wrote: <c>mail</c> or <c>sms</c>.</summary>
    public int CountFiles(string sender) =>
        folder.EnumerateDirectories(sender, SearchOption.AllDirectories)
            .Sum(found => found.EnumerateFiles("*", SearchOption.AllDirectories).Count());

    /// <summary>Stops everything and deletes its files.</summary>
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

        var process = KillableServer.Start(
            hostAssembly, ["serve", $"shopflow/{name}"], settings, new Uri($"http://127.0.0.1:{port}/health/ready"));
        services.Add(new ShopFlowService(name, process, database));
    }
}

/// <summary>A running service.</summary>
/// <param name="Name">E.g. <c>order-service</c>.</param>
public sealed record ShopFlowService(string Name, KillableServer Process, string DatabaseUrl)
{
    public Uri Url => Process.Url;

    /// <summary>Reads rows of its database on a new connection, so that the server may have been restarted.</summary>
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
