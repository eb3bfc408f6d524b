using Npgsql;
using Tracker.Host.Data;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Postgres;

/// <summary>
/// The private PostgreSQL of a data folder: created on first use with the machine's PostgreSQL programs, reached over a socket (or
/// loopback, when the folder's path is too long for one) with a random password, fully durable, and running as long as this object exists.
/// </summary>
internal sealed class EmbeddedPostgres : IAsyncDisposable
{
    private const string User = "tracker";
    private const string PasswordFile = "postgres.password";

    private readonly ClusterPlace place;
    private readonly PostgresEndpoint endpoint;
    private readonly string password;
    private readonly TextWriter progress;
    private PostgresProcess? process;

    private EmbeddedPostgres(ClusterPlace place, PostgresEndpoint endpoint, string password, TextWriter progress) =>
        (this.place, this.endpoint, this.password, this.progress) = (place, endpoint, password, progress);

    /// <summary>Determines the location of a data folder's cluster and its endpoint, without starting anything.</summary>
    /// <param name="folder">The locked data folder.</param>
    /// <param name="progress">Gets a line for each slow step.</param>
    public static EmbeddedPostgres In(DataFolder folder, TextWriter progress)
    {
        var found = ClusterPlace.Of(folder.Path);
        if (!found.Folder.StartsWith(folder.Path, StringComparison.Ordinal))
        {
            progress.WriteLine(
                $"The database is in {found.Folder}: PostgreSQL does not run as root, and other users cannot enter {folder.Path}.");
        }

        return new EmbeddedPostgres(found, PostgresEndpoint.Of(found.Folder), DataFolder.Secret(folder.Path, PasswordFile), progress);
    }

    /// <summary>The URL of a store while another process runs the cluster.</summary>
    public static string UrlOfRunning(string folder, string store)
    {
        var found = ClusterPlace.Of(folder);
        return PostgresEndpoint.OfRunning(found).Url(User, DataFolder.Secret(folder, PasswordFile), DatabaseOf(store));
    }

    /// <summary>The URL of a store's database, as in <c>DATABASE_URL</c>.</summary>
    public string UrlOf(string store) => endpoint.Url(User, password, DatabaseOf(store));

    /// <summary>Starts the server and creates missing databases.</summary>
    /// <exception cref="StartException">PostgreSQL is not installed, or does not start.</exception>
    public async Task StartAsync(IEnumerable<string> stores, CancellationToken ct)
    {
        var binaries = await PostgresInstallation.RequireAsync(place.Version, progress, ct);
        if (place.Version is null)
        {
            progress.WriteLine($"Creating a private PostgreSQL {PostgresBinaries.VersionOf(binaries)} in {place.Folder}");
            NewCluster.Create(place, binaries, User, password);
        }

        await ClusterProcesses.StopAsync(place, ct);
        process = new PostgresProcess(place, binaries, endpoint, progress);
        await process.StartAsync(ct);
        await CreateMissingAsync(stores.Select(DatabaseOf), ct);
    }

    /// <summary>Stops the server: open sessions end, committed data is on disk.</summary>
    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            await process.DisposeAsync();
        }
    }

    private static string DatabaseOf(string store) => store.Replace('-', '_');

    private async Task CreateMissingAsync(IEnumerable<string> databases, CancellationToken ct)
    {
        await using var session = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = endpoint.Host,
            Port = endpoint.Port,
            Username = User,
            Password = password,
            Database = "postgres",
            Pooling = false,
        }.ConnectionString);
        await session.OpenAsync(ct);
        var existing = new HashSet<string>(StringComparer.Ordinal);
        await using (var list = new NpgsqlCommand("select datname from pg_database", session))
        await using (var rows = await list.ExecuteReaderAsync(ct))
        {
            while (await rows.ReadAsync(ct))
            {
                existing.Add(rows.GetString(0));
            }
        }

        foreach (var database in databases.Where(database => !existing.Contains(database)))
        {
            // CREATE DATABASE takes no parameters; the name is a constant, quoted.
            await using var create = new NpgsqlCommand($"create database \"{database}\"", session);
            await create.ExecuteNonQueryAsync(ct);
        }
    }
}
