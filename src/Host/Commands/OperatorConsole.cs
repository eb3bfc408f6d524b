using Npgsql;
using Tracker.Host.Running;
using Tracker.Platform.Hosting;
using Tracker.Platform.Observability.Logging;

namespace Tracker.Host.Commands;

/// <summary>Opens services for a command that ends by itself: what it has to say goes to standard output, the services' log to standard error.</summary>
internal static class OperatorConsole
{
    /// <summary>Runs a command's work in a session.</summary>
    /// <param name="system">The system.</param>
    /// <param name="services">Which of its services are opened.</param>
    /// <param name="mayCreate">Whether the private database is made when there is none yet.</param>
    /// <param name="work">The command's work.</param>
    /// <param name="ct">Gives up.</param>
    /// <exception cref="StartException">A database does not answer, or there is none.</exception>
    public static async Task RunAsync(
        SystemDefinition system,
        IReadOnlyList<ServiceDefinition> services,
        bool mayCreate,
        Func<OperatorSession, Task> work,
        CancellationToken ct)
    {
        await using var stream = Console.OpenStandardError();
        using var log = new LogOutput(stream, LogForm.Terminal, TimeProvider.System);
        var output = new ProcessOutput(log, Console.Out, Console.Error);
        try
        {
            await using var session = await OperatorSession.OpenAsync(
                system, services, ProcessEnvironment.Read(), output, TimeProvider.System, mayCreate, ct);
            await work(session);
        }
        catch (NpgsqlException e)
        {
            throw new StartException($"The database refused or did not answer: {e.Message}", e);
        }
    }

    /// <summary>As <see cref="RunAsync"/> on data that exists, for work that runs until it is canceled.</summary>
    public static async Task RunUntilStoppedAsync(
        SystemDefinition system, IReadOnlyList<ServiceDefinition> services, Func<OperatorSession, CancellationToken, Task> work)
    {
        using var signals = new StopSignals();
        try
        {
            await RunAsync(system, services, mayCreate: false, session => work(session, signals.Stop), signals.Stop);
        }
        catch (OperationCanceledException) when (signals.Stop.IsCancellationRequested)
        {
            throw new StartException("Stopped as asked; what was done until then is done.");
        }
    }
}
