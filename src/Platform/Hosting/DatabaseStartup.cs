using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Hosting;

/// <summary>A service's database: registered once, and brought up to date before the service takes its first request.</summary>
public static class DatabaseStartup
{
    /// <summary>Registers the <see cref="Database"/> and applies its migrations when the service starts.</summary>
    /// <param name="services">The service's container.</param>
    /// <param name="database">The database; the container disposes it.</param>
    /// <param name="schema">Its migrations, in the order they build on each other.</param>
    public static IServiceCollection AddDatabase(this IServiceCollection services, Database database, params IReadOnlyList<MigrationSet> schema) =>
        services
            .AddSingleton(_ => database)
            .AddHostedService(container => new SchemaUpdate(database, schema, container.GetRequiredService<ILogger<SchemaUpdate>>()));
}

/// <summary>Applies the migrations. A database that is still starting is waited for.</summary>
internal sealed partial class SchemaUpdate(Database database, IReadOnlyList<MigrationSet> schema, ILogger<SchemaUpdate> log) : IHostedService
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        while (true)
        {
            try
            {
                await new Migrator(database).ApplyAsync(schema, cancellationToken);
                return;
            }
            catch (NpgsqlException e) when ((e.IsTransient || e.SqlState == PostgresErrorCodes.CannotConnectNow) && !patience.IsCancellationRequested)
            {
                Log.Waiting(log, e.Message);
                await Task.Delay(Pause, cancellationToken);
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static partial class Log
    {
        [LoggerMessage(3001, LogLevel.Warning, "The database does not answer yet: {Reason}")]
        public static partial void Waiting(ILogger logger, string reason);
    }
}
