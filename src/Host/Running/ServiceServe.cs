using Tracker.Host.Ports;
using Tracker.Platform.Hosting;
using Tracker.Platform.Settings;
using Tracker.Platform.Storage;

namespace Tracker.Host.Running;

/// <summary>Runs one service, configured by its environment only, as in a container (<c>serve</c>).</summary>
internal sealed class ServiceServe(
    SystemDefinition system,
    ServiceDefinition service,
    IReadOnlyDictionary<string, string> environment,
    ProcessOutput output,
    TimeProvider clock)
{
    /// <summary>Defaults that differ from those of the declarations.</summary>
    public static IReadOnlyList<(Setting Setting, string Value)> Defaults { get; } =
        [(ListenSettings.Host, "0.0.0.0"), (DataFolderSettings.Data, "/var/lib/tracker")];

    /// <summary>Runs the service until <paramref name="stop"/> is cancelled.</summary>
    /// <returns>0 after a requested stop, 1 when the service ended unexpectedly.</returns>
    /// <exception cref="SettingsException">Variables are missing or invalid.</exception>
    /// <exception cref="StartException">The port cannot be used, or the service does not start.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        if (service.NeverBlocks)
        {
            // The library reads it at its first use. Handing each event to another thread takes longer than forwarding a request.
            Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
        }

        var settings = Settings();
        // The settings collect these problems and report them with those that composing the service finds.
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
            _ = Task.Run(() => ResidentMemory.ReleaseAsync(stop), CancellationToken.None);
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
