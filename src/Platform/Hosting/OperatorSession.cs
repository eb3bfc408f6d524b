using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tracker.Platform.Hosting.Postgres;

namespace Tracker.Platform.Hosting;

/// <summary>
/// A service composed for an operator's command and not started: its use cases on its database. While <c>up</c> runs, that database is used; else the private
/// one is started for as long as the command takes.
/// </summary>
public sealed class OperatorSession : IAsyncDisposable
{
    private PrivateDatabase? postgres;
    private WebApplication? app;

    private OperatorSession()
    {
    }

    /// <summary>The service's container.</summary>
    public IServiceProvider Services => app!.Services;

    /// <summary>Opens the service that keeps a system's accounts, with its database up to date.</summary>
    /// <param name="system">The system.</param>
    /// <param name="environment">The variables of the process, as for <c>up</c> or (<c>DATABASE_URL</c>) for <c>serve</c>.</param>
    /// <param name="output">Gets log and progress.</param>
    /// <param name="clock">The time.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="SettingsException">Variables are missing or wrong.</exception>
    /// <exception cref="StartException">The database cannot be started.</exception>
    public static async Task<OperatorSession> OpenAsync(
        SystemDefinition system, IReadOnlyDictionary<string, string> environment, ProcessOutput output, TimeProvider clock, CancellationToken ct)
    {
        var session = new OperatorSession();
        try
        {
            await session.StartAsync(system, environment, output, clock, ct);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task StartAsync(SystemDefinition system, IReadOnlyDictionary<string, string> environment, ProcessOutput output, TimeProvider clock, CancellationToken ct)
    {
        var service = system.Services.First(candidate => candidate.Name == system.Accounts);
        var variables = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        variables.TryAdd("LOG_LEVEL", "warning");
        variables.TryAdd(service.VariablePrefix + "_DATABASE_URL", environment.GetValueOrDefault("DATABASE_URL", ""));
        var settings = new ServiceSettings(variables);
        var plan = new SystemPlan(system, variables, HostPorts.Read(system, settings));
        settings.ThrowIfInvalid();
        if (plan.EmbeddedStores.Contains(service.Store))
        {
            postgres = await PrivateDatabase.OpenAsync(DataFolder.PathOf(settings, system.Name), plan.EmbeddedStores, output.Progress, ct);
        }

        app = service.Build(plan.ContextOf(service, store => postgres!.UrlOf(store), output.Log, clock));
        await UpdateSchemaAsync(ct);
    }

    private async Task UpdateSchemaAsync(CancellationToken ct)
    {
        foreach (var update in Services.GetServices<IHostedService>().OfType<SchemaUpdate>())
        {
            await update.StartAsync(ct);
        }
    }
}
