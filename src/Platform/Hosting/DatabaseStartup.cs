using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.MySql;

namespace Tracker.Platform.Hosting;

/// <summary>Registers a service's database, and updates its schema before the service is ready.</summary>
public static class DatabaseStartup
{
    /// <summary>As <see cref="AddDatabase(IServiceCollection, Database)"/>, for the kind of database that the URL's scheme names.</summary>
    /// <param name="url">Of PostgreSQL, or of MySQL or MariaDB, which not every module supports.</param>
    public static IServiceCollection AddDatabase(this IServiceCollection services, string url)
    {
        if (!MySqlUrl.IsMySql(url))
        {
            return services.AddDatabase(new Database(url));
        }

        var database = new MySqlDatabase(url);
        return services.AddSingleton(_ => database).AddSchemaUpdate(database);
    }

    /// <summary>
    /// Registers the <see cref="Database"/> and its readiness, and applies the migrations in the container when the service starts. Call it
    /// before registering hosted services that use the database.
    /// </summary>
    /// <param name="database">The container disposes it.</param>
    public static IServiceCollection AddDatabase(this IServiceCollection services, Database database) =>
        services.AddSingleton(_ => database).AddSchemaUpdate(database);

    private static IServiceCollection AddSchemaUpdate(this IServiceCollection services, IDatabase database) =>
        services
            .AddSingleton(_ => database)
            .AddSingleton<DatabaseReadiness>()
            .AddHostedService(provider => new SchemaUpdate(
                database,
                [.. provider.GetServices<MigrationSet>()],
                provider.GetRequiredService<TimeProvider>(),
                provider.GetRequiredService<ILogger<SchemaUpdate>>()));
}

/// <summary>Applies the migrations. While the database is away, it waits; the service listens meanwhile and is not ready.</summary>
internal sealed partial class SchemaUpdate(
    IDatabase database, IReadOnlyList<MigrationSet> schema, TimeProvider clock, ILogger<SchemaUpdate> logger) : IHostedService
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    /// <exception cref="StartException">
    /// The database was away for all of <see cref="Patience"/>, or rejects the login.
    /// </exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var begun = clock.GetTimestamp();
        for (var attempt = 0; await FaultAsync(cancellationToken) is { } fault; attempt++)
        {
            if (clock.GetElapsedTime(begun) >= Patience)
            {
                throw new StartException(
                    $"The database at {database.Servers} has been away for {Patience.TotalSeconds:0} s ({fault}). "
                    + "Check that it runs and takes writes, and its address in DATABASE_URL.");
            }

            if (attempt == 0)
            {
                Log.Waiting(logger, database.Servers, fault);
            }

            await Task.Delay(Pause, clock, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<string?> FaultAsync(CancellationToken ct)
    {
        try
        {
            await database.MigrateAsync(schema, ct);
            return await database.CanWriteAsync(ct) ? null : "it is read-only";
        }
        catch (Exception e) when (Database.IsShut(e))
        {
            throw new StartException(
                $"The database at {database.Servers} refuses the connection ({e.Message}). Check user, password and name in DATABASE_URL.",
                e);
        }
        catch (Exception e) when (Database.IsAway(e))
        {
            return (e.InnerException is null ? e.Message : $"{e.Message}: {e.GetBaseException().Message}").ReplaceLineEndings(" ");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Warning, "The database at {Servers} is away; waiting for it: {Reason}")]
        public static partial void Waiting(ILogger logger, string servers, string reason);
    }
}
