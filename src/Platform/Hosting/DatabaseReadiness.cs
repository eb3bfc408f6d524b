using Microsoft.Extensions.Hosting;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Hosting;

/// <summary>Checks whether a service that writes can do its work.</summary>
/// <param name="lifetime">The lifetime of the service: once it has started, its schema is current.</param>
public sealed class DatabaseReadiness(IDatabase database, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Asks the database whether it accepts writes, for at most 1 s. Commits that wait for a standby do not make it false, since reads
    /// still work.
    /// </summary>
    public async Task<bool> IsReadyAsync(CancellationToken ct)
    {
        if (!lifetime.ApplicationStarted.IsCancellationRequested)
        {
            return false;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        try
        {
            return await database.CanWriteAsync(limit.Token);
        }
        catch (Exception e) when (Database.IsAway(e) || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            return false;
        }
    }
}
