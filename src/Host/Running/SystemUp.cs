using Tracker.Host.Data;
using Tracker.Host.Ports;
using Tracker.Host.Postgres;
using Tracker.Platform.Hosting;
using Tracker.Platform.Settings;

namespace Tracker.Host.Running;

/// <summary>Runs every service of a system in this process, on a private PostgreSQL where no other database is configured (<c>up</c>).</summary>
/// <param name="system">The system.</param>
/// <param name="environment">The variables of the process.</param>
/// <param name="output">Gets the log, and one line when every service answers its health check.</param>
/// <param name="clock">The time, for every service.</param>
internal sealed class SystemUp(SystemDefinition system, IReadOnlyDictionary<string, string> environment, ProcessOutput output, TimeProvider clock)
{
    /// <summary>Starts, says that it is ready, and runs until told to stop.</summary>
    /// <param name="stop">Asks for the end.</param>
    /// <returns>0 after a stop that was asked for, 1 when a service ended by itself.</returns>
    /// <exception cref="SettingsException">Variables are missing or wrong.</exception>
    /// <exception cref="StartException">Something on this machine is in the way.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var plan = new SystemPlan(system, environment);
        // A first start makes folder, secret and cluster, so everything is checked before it. A later one checks while the database starts.
        if (!plan.IsValid || !Exists(plan))
        {
            await plan.ThrowIfAnyInvalidAsync(output.Log, clock);
        }

        using var folder = DataFolder.Take(plan.Folder);
        plan.Ports.ThrowIfTaken(system);
        await using var postgres = plan.EmbeddedStores.Count > 0 ? EmbeddedPostgres.In(folder, output.Progress) : null;
        try
        {
            var database = postgres?.StartAsync(plan.EmbeddedStores, stop) ?? Task.CompletedTask;
            await using var services = await BuildBesideAsync(database, () => RunningServices.Build(
                system.Services, service => plan.ContextOf(service, store => postgres!.UrlOf(store), output.Log, clock)));
            return await RunAsync(services, plan.Ports, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
    }

    private static bool Exists(SystemPlan plan) =>
        plan.EmbeddedStores.Count > 0 ? ClusterPlace.Has(plan.Folder) : Directory.Exists(plan.Folder);

    // Composing the services and starting the database take about as long as each other.
    private static async Task<RunningServices> BuildBesideAsync(Task database, Func<RunningServices> build)
    {
        var building = Task.Run(build);
        await Task.WhenAll(database, building);
        return await building;
    }

    private async Task<int> RunAsync(RunningServices services, HostPorts ports, CancellationToken stop)
    {
        await services.StartAsync(stop);
        await Task.WhenAll(system.Services.Select(service =>
            HealthProbe.WaitAsync(service.Name, new Uri(ports.UrlOf(service.Name) + service.HealthPath), stop)));
        await TellAsync($"ready {system.Name} {string.Join(' ', system.Services.Select(service => $"{service.Name}={ports.UrlOf(service.Name)}"))}", stop);
        return await services.RunToEndAsync(output.Progress, stop);
    }

    // Whoever was to read it may have stopped reading.
    private Task TellAsync(string line, CancellationToken stop) => Task.Run(
        () =>
        {
            output.Standard.WriteLine(line);
            output.Standard.Flush();
        },
        stop).WaitAsync(stop);
}
