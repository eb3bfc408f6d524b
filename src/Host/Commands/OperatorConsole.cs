using Tracker.Host.Running;
using Tracker.Platform.Hosting;
using Tracker.Platform.Observability.Logging;

namespace Tracker.Host.Commands;

/// <summary>
/// Opens services for an operator's command. The command's result goes to standard output, the services' log to standard error.
/// </summary>
internal static class OperatorConsole
{
    /// <param name="services">The services to open.</param>
    /// <param name="mayCreate">Whether a missing private database is created.</param>
    /// <param name="work">SIGINT, SIGTERM and SIGHUP cancel it.</param>
    /// <exception cref="StartException">A database cannot be started or does not exist, or a signal stopped the command.</exception>
    public static async Task RunAsync(
        SystemDefinition system,
        IReadOnlyList<ServiceDefinition> services,
        bool mayCreate,
        Func<OperatorSession, CancellationToken, Task> work)
    {
        await using var stream = Console.OpenStandardError();
        using var log = new LogOutput(stream, LogForm.Terminal, TimeProvider.System);
        var output = new ProcessOutput(log, Console.Out, Console.Error);
        using var signals = new StopSignals();
        try
        {
            await using var session = await OperatorSession.OpenAsync(
                system, services, ProcessEnvironment.Read(), output, TimeProvider.System, mayCreate, signals.Stop);
            await work(session, signals.Stop);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            throw new StartException("Cancelled. Changes made so far are kept.");
        }
    }
}
