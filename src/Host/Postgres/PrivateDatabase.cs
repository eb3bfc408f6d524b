using Tracker.Host.Data;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Postgres;

/// <summary>The private PostgreSQL of a data folder for an operator's command: the one that <c>up</c> runs now, else one started
/// for as long as the command takes.</summary>
internal sealed class PrivateDatabase : IAsyncDisposable
{
    private readonly string path;
    private DataFolder? folder;
    private EmbeddedPostgres? started;

    private PrivateDatabase(string path) => this.path = path;

    /// <summary>Reaches the database, starting it if nobody has.</summary>
    /// <param name="path">The system's folder.</param>
    /// <param name="stores">The stores it has; those that are missing are made.</param>
    /// <param name="progress">Told what takes time.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="StartException">It cannot be started.</exception>
    public static async Task<PrivateDatabase> OpenAsync(string path, IReadOnlyList<string> stores, TextWriter progress, CancellationToken ct)
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

    /// <summary>The address of a store, as <c>DATABASE_URL</c> has it.</summary>
    public string UrlOf(string store) => started?.UrlOf(store) ?? EmbeddedPostgres.UrlOfRunning(path, store);

    /// <summary>Stops the database if it was started here.</summary>
    public async ValueTask DisposeAsync()
    {
        await (started?.DisposeAsync() ?? ValueTask.CompletedTask);
        folder?.Dispose();
    }
}
