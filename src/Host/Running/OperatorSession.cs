using Microsoft.AspNetCore.Builder;
using Tracker.Host.Postgres;
using Tracker.Platform.Hosting;
using Tracker.Platform.Persistence;
using Tracker.Platform.Settings;

namespace Tracker.Host.Running;

/// <summary>
/// Services for an operator's command: composed with their use cases and databases, but not started. A private database that <c>up</c> does
/// not run is started for the duration of the command.
/// </summary>
internal sealed class OperatorSession : IAsyncDisposable
{
    private readonly List<(ServiceDefinition Definition, WebApplication App)> services = [];
    private PrivateDatabase? postgres;

    private OperatorSession()
    {
    }

    public IEnumerable<(string Name, IServiceProvider Container)> Services =>
        services.Select(service => (service.Definition.Name, service.App.Services));

    /// <summary>Opens services of a system and applies the pending migrations of their databases.</summary>
    /// <param name="services">The services to open.</param>
    /// <param name="environment">
    /// The variables of the process, as for <c>up</c>. For a single service <c>DATABASE_URL</c> applies too, as for <c>serve</c>.
    /// </param>
    /// <param name="mayCreate">Whether a missing private database is created; if not, it is an error.</param>
    /// <exception cref="SettingsException">Variables are missing or invalid.</exception>
    /// <exception cref="StartException">A database cannot be started or does not exist.</exception>
    public static async Task<OperatorSession> OpenAsync(
        SystemDefinition system,
        IReadOnlyList<ServiceDefinition> services,
        IReadOnlyDictionary<string, string> environment,
        ProcessOutput output,
        TimeProvider clock,
        bool mayCreate,
        CancellationToken ct)
    {
        var session = new OperatorSession();
        try
        {
            await session.StartAsync(system, services, environment, output, clock, mayCreate, ct);
            return session;
        }
        catch
        {
            await session.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (_, app) in services)
        {
            await app.DisposeAsync();
        }

        await (postgres?.DisposeAsync() ?? ValueTask.CompletedTask);
    }

    private async Task StartAsync(
        SystemDefinition system,
        IReadOnlyList<ServiceDefinition> wanted,
        IReadOnlyDictionary<string, string> environment,
        ProcessOutput output,
        TimeProvider clock,
        bool mayCreate,
        CancellationToken ct)
    {
        var variables = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        variables.TryAdd("LOG_LEVEL", "warning");
        if (wanted is [var single])
        {
            var url = new ServiceSettings(environment).Optional(DatabaseSettings.Url("DATABASE_URL"));
            variables.TryAdd(single.VariablePrefix + "_DATABASE_URL", url ?? "");
        }

        var plan = new SystemPlan(system, variables);
        plan.ThrowIfInvalid();
        if (wanted.Any(service => plan.EmbeddedStores.Contains(service.Store)))
        {
            if (!mayCreate && !ClusterPlace.Has(plan.Folder))
            {
                throw new StartException(
                    $"There is no data of {system.Name} in {plan.Folder}. The first ./tracker up {system.Name} creates it. "
                    + "If it is elsewhere, set TRACKER_DATA.");
            }

            postgres = await PrivateDatabase.OpenAsync(plan.Folder, plan.EmbeddedStores, output.Progress, ct);
        }

        foreach (var service in wanted)
        {
            services.Add((service, service.Build(plan.ContextOf(service, store => postgres!.UrlOf(store), output.Log, clock))));
            await services[^1].App.UpdateDatabaseAsync(ct);
        }
    }
}
