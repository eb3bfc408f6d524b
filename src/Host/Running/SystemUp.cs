using Tracker.Host.Data;
using Tracker.Host.Ports;
using Tracker.Host.Postgres;
using Tracker.Platform.Hosting;
using Tracker.Platform.Settings;

namespace Tracker.Host.Running;

/// <summary>
/// Runs every service of a system in this process, on a private PostgreSQL where no other database is configured (<c>up</c>).
/// </summary>
internal sealed class SystemUp(
    SystemDefinition definition, IReadOnlyDictionary<string, string> environment, ProcessOutput output, TimeProvider clock)
{
    // A service that cannot run on this machine is left out, as if the system did not have it.
    private readonly SystemDefinition system =
        definition with { Services = [.. definition.Services.Where(service => LackOf(service, environment) is null)] };

    /// <summary>
    /// Starts the services, writes the <c>ready</c> line when all are ready, and runs them until <paramref name="stop"/> is cancelled.
    /// </summary>
    /// <returns>0 after a requested stop, 1 when a service ended unexpectedly.</returns>
    /// <exception cref="SettingsException">Variables are missing or invalid.</exception>
    /// <exception cref="StartException">A port, the data folder or the database cannot be used, or a service does not start.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var plan = new SystemPlan(system, environment);
        // The first start creates the folder, secret and cluster, so everything is checked before. Later starts check while the database
        // starts.
        if (!plan.IsValid || !Exists(plan))
        {
            await plan.ThrowIfAnyInvalidAsync(output.Log, clock);
        }

        using var folder = DataFolder.Take(plan.Folder);
        plan.Ports.ThrowIfTaken(system);
        foreach (var service in definition.Services.Except(system.Services))
        {
            await output.Progress.WriteLineAsync($"{service.Name} does not start: {LackOf(service, environment)}");
        }

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

    private static string? LackOf(ServiceDefinition service, IReadOnlyDictionary<string, string> environment) =>
        service.Lack?.Invoke(new ServiceSettings(environment));

    private static bool Exists(SystemPlan plan) =>
        plan.EmbeddedStores.Count > 0 ? ClusterPlace.Has(plan.Folder) : Directory.Exists(plan.Folder);

    // Composing the services takes about as long as starting the database.
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
        var urls = system.Services.Select(service => $"{service.Name}={ports.UrlOf(service.Name)}");
        await WriteAsync($"ready {system.Name} {string.Join(' ', urls)}", stop);
        _ = Task.Run(() => ResidentMemory.ReleaseAsync(stop), CancellationToken.None);
        return await services.RunToEndAsync(output.Progress, stop);
    }

    // A reader that stopped reading must not prevent the shutdown.
    private Task WriteAsync(string line, CancellationToken stop) => Task.Run(
        () =>
        {
            output.Standard.WriteLine(line);
            output.Standard.Flush();
        },
        stop).WaitAsync(stop);
}
