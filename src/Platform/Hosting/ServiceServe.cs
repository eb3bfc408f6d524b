namespace Tracker.Platform.Hosting;

/// <summary>Runs one service alone, configured by its environment only: what a container does (<c>serve</c>).</summary>
/// <param name="system">The system.</param>
/// <param name="service">The service of it.</param>
/// <param name="environment">The variables of the process.</param>
/// <param name="output">Gets the log.</param>
/// <param name="clock">The time, for the service.</param>
public sealed class ServiceServe(
    SystemDefinition system, ServiceDefinition service, IReadOnlyDictionary<string, string> environment, ProcessOutput output, TimeProvider clock)
{
    /// <summary>Starts the service and runs it until told to stop.</summary>
    /// <param name="stop">Asks for the end.</param>
    /// <returns>0 after a stop that was asked for, 1 when the service ended by itself.</returns>
    /// <exception cref="SettingsException">Variables are missing or wrong.</exception>
    /// <exception cref="StartException">The port is taken, or the service does not start.</exception>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var settings = Settings();
        // Noted in the settings, they are told together with what composing the service finds missing.
        foreach (var needed in service.NeedsAlone.Where(needed => needed.Or is null || settings.Optional(needed.Or) is null))
        {
            settings.Required(needed.Name, needed.Meaning);
        }

        var context = new ServiceContext(system.Name, service.Name, settings, output.Log, clock) { Events = system.NewEvents() };
        await using var services = RunningServices.Build([service], _ => context);
        var port = settings.Number("PORT", service.DefaultPort, min: 0, max: System.Net.IPEndPoint.MaxPort);
        if (PortProbe.FaultOf(service.Name, "PORT", ServiceHost.ReadAddress(settings), port) is { } fault)
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
        SetUnlessGiven("HOST", "0.0.0.0");
        SetUnlessGiven("PORT", service.DefaultPort.ToString());
        SetUnlessGiven("TRACKER_DATA", "/var/lib/tracker");
        return new ServiceSettings(variables);

        void SetUnlessGiven(string name, string value)
        {
            if (string.IsNullOrWhiteSpace(variables.GetValueOrDefault(name)))
            {
                variables[name] = value;
            }
        }
    }
}
