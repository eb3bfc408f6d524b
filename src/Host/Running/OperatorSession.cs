using Microsoft.AspNetCore.Builder;
using Tracker.Host.Postgres;
using Tracker.Platform.Hosting;
using Tracker.Platform.Persistence;
using Tracker.Platform.Settings;

namespace Tracker.Host.Running;

/// <summary>
/// Services composed for an operator's command and not started: their use cases on their databases. While <c>up</c> runs, its database is used; else the
/// private one is started for as long as the command takes.
/// </summary>
internal sealed class OperatorSession : IAsyncDisposable
{
    private readonly List<(ServiceDefinition Definition, WebApplication App)> services = [];
    private PrivateDatabase? postgres;

    private OperatorSession()
    {
    }

    /// <summary>The services that were opened, each with its container.</summary>
    public IEnumerable<(string Name, IServiceProvider Container)> Services => services.Select(service => (service.Definition.Name, service.App.Services));

    /// <summary>Opens services of a system, with their databases up to date.</summary>
    /// <param name="system">The system.</param>
    /// <param name="services">Which of its services.</param>
    /// <param name="environment">The variables of the process, as for <c>up</c>; for a single service as for <c>serve</c>, too (<c>DATABASE_URL</c>).</param>
    /// <param name="output">Gets log and progress.</param>
    /// <param name="clock">The time.</param>
    /// <param name="mayCreate">Whether a missing private database is made. If not, it is an error, and nothing is made.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="SettingsException">Variables are missing or wrong.</exception>
    /// <exception cref="StartException">A database cannot be started, or there is none.</exception>
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

    /// <inheritdoc/>
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
            variables.TryAdd(single.VariablePrefix + "_DATABASE_URL", new ServiceSettings(environment).Optional(DatabaseSettings.Url("DATABASE_URL")) ?? "");
        }

        var plan = new SystemPlan(system, variables);
        plan.ThrowIfInvalid();
        if (wanted.Any(service => plan.EmbeddedStores.Contains(service.Store)))
        {
            if (!mayCreate && !ClusterPlace.Has(plan.Folder))
            {
                throw new StartException(
                    $"There is no data of {system.Name} in {plan.Folder}. The first ./tracker up {system.Name} makes it. "
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
