using Tracker.Host.Ports;
using Tracker.Platform.Hosting;
using Tracker.Platform.Settings;
using Tracker.Platform.Storage;

namespace Tracker.Host.Running;

/// <summary>Runs one service alone, configured by its environment only: what a container does (<c>serve</c>).</summary>
/// <param name="system">The system.</param>
/// <param name="service">The service of it.</param>
/// <param name="environment">The variables of the process.</param>
/// <param name="output">Gets the log.</param>
/// <param name="clock">The time, for the service.</param>
internal sealed class ServiceServe(
    SystemDefinition system, ServiceDefinition service, IReadOnlyDictionary<string, string> environment, ProcessOutput output, TimeProvider clock)
{
    /// <summary>What applies in a container where it differs from the declarations.</summary>
    public static IReadOnlyList<(Setting Setting, string Value)> Defaults { get; } =
        [(ListenSettings.Host, "0.0.0.0"), (DataFolderSettings.Data, "/var/lib/tracker")];

    /// <summary>Starts the service and runs it until told to stop.</summary>
    /// <param name="stop">Asks for the end.</param>
    /// <returns>0 after a stop that was asked for, 1 when the service ended by itself.</returns>
    /// <exception cref="SettingsException">Variables are missing or wrong.</exception>
    /// <exception cref="StartException">The port is taken, or the service does not start.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var settings = Settings();
        // Noted in the settings, they are told together with what composing the service finds missing.
        foreach (var required in service.Settings.SelectMany(group => group.Settings).Where(setting => setting.IsRequired))
        {
            settings.RefuseUnset(required);
        }

        var context = new ServiceContext(system.Name, service.Name, settings, output.Log, clock) { Events = system.NewEvents() };
        await using var services = RunningServices.Build([service], _ => context);
        var port = settings.Read(ListenSettings.Port);
        if (PortProbe.FaultOf(service.Name, "PORT", settings.Read(ListenSettings.Host), port) is { } fault)
        {
            throw new StartException(fault);
        }

        try
        {
            await services.StartAsync(stop);
            return await services.RunToEndAsync(output.Progress, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
    }

    private ServiceSettings Settings()
    {
        var variables = new Dictionary<string, string>(environment, StringComparer.Ordinal);
        foreach (var (setting, value) in Defaults.Append((ListenSettings.Port, service.DefaultPort.ToString())))
        {
            if (string.IsNullOrWhiteSpace(variables.GetValueOrDefault(setting.Name)))
            {
                variables[setting.Name] = value;
            }
        }

        return new ServiceSettings(variables);
    }
}
