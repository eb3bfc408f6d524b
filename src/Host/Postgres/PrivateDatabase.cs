using Tracker.Host.Data;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Postgres;

/// <summary>
/// The private PostgreSQL of a data folder for an operator's command: the one <c>up</c> runs, or one started for the duration of the
/// command.
/// </summary>
internal sealed class PrivateDatabase : IAsyncDisposable
{
    private readonly string path;
    private DataFolder? folder;
    private EmbeddedPostgres? started;

    private PrivateDatabase(string path) => this.path = path;

    /// <summary>Opens the database and starts it if it is not running.</summary>
    /// <param name="path">The system's folder.</param>
    /// <param name="stores">Missing stores are created.</param>
    /// <param name="progress">Gets a line for each slow step.</param>
    /// <exception cref="StartException">The database cannot be started.</exception>
    public static async Task<PrivateDatabase> OpenAsync(
        string path, IReadOnlyList<string> stores, TextWriter progress, CancellationToken ct)
    {
        var database = new PrivateDatabase(path);
        if (DataFolder.IsTaken(path))
        {
            return database;
        }

        try
        {
            database.folder = DataFolder.Take(path);
            database.started = EmbeddedPostgres.In(database.folder, progress);
            await database.started.StartAsync(stores, ct);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>The URL of a store, as in <c>DATABASE_URL</c>.</summary>
    public string UrlOf(string store) => started?.UrlOf(store) ?? EmbeddedPostgres.UrlOfRunning(path, store);

    /// <summary>Stops the database if this object started it.</summary>
    public async ValueTask DisposeAsync()
    {
        await (started?.DisposeAsync() ?? ValueTask.CompletedTask);
        folder?.Dispose();
    }
}
