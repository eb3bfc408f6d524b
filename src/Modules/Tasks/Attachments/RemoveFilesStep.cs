using Microsoft.Extensions.Logging;
using Tracker.Platform.Background;
using Tracker.Platform.Primitives;
using Tracker.Platform.Storage;

namespace Tracker.Modules.Tasks.Attachments;

/// <summary>
/// Deletes the files of removed attachments and of unfinished uploads. The file is deleted first, then its row in file_removals: a crash
/// between the two only repeats a deletion. Any number of instances can run it.
/// </summary>
public sealed partial class RemoveFilesStep
{
    private const int Batch = 100;
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);
    private readonly FileRemovals removals;
    private readonly IFileStorage storage;
    private readonly TimeProvider clock;
    private readonly ILogger<RemoveFilesStep> logger;

    internal RemoveFilesStep(FileRemovals removals, IFileStorage storage, TimeProvider clock, ILogger<RemoveFilesStep> logger)
        => (this.removals, this.storage, this.clock, this.logger) = (removals, storage, clock, logger);

    /// <summary>About the max time that a deleted file still exists.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(2);

    /// <summary>Deletes max 100 files. A file that cannot be deleted is retried in a minute.</summary>
    public async Task<StepResult> StepAsync(CancellationToken ct)
    {
        var now = clock.UtcNow();
        var leasedUntil = now + Lease;
        var claimed = await removals.ClaimAsync(now, leasedUntil, Batch, ct);
        var gone = new List<string>(claimed.Count);
        foreach (var path in claimed)
        {
            try
            {
                await storage.DeleteAsync(FileKey.Parse(path), ct);
                gone.Add(path);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                Log.NotRemoved(logger, path, e);
            }
        }

        if (gone.Count > 0)
        {
            await removals.ForgetAsync(gone, leasedUntil, ct);
        }

        return claimed.Count == Batch ? StepResult.More : StepResult.Idle;
    }

    private static partial class Log
    {
        [LoggerMessage(4100, LogLevel.Warning, "The file {Key} could not be removed; it is retried in a minute")]
        public static partial void NotRemoved(ILogger logger, string key, Exception exception);
    }
}
