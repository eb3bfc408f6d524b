using Microsoft.Extensions.Hosting;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Hosting;

/// <summary>Whether a service that writes can do its work.</summary>
/// <param name="database">Its database.</param>
/// <param name="lifetime">The service's: its schema is current once it has started.</param>
public sealed class DatabaseReadiness(Database database, IHostApplicationLifetime lifetime)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    /// <summary>Asks the database whether it takes writes, for at most a second. Commits that wait for a standby do not make it false: reads go on.</summary>
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
