using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Background;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Messaging;

/// <summary>
/// Keeps a consumer busy: a free slot is filled as soon as it is free, so that a slow message does not hold up the others. When the service
/// stops, messages in progress are completed.
/// </summary>
internal sealed partial class InboxLoop(InboxConsumer consumer, IHostApplicationLifetime lifetime, ILogger<InboxConsumer> logger)
    : BackgroundService
{
    // For due repeats, and messages that other instances left behind.
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(200);
    private readonly List<Task<MessageFate>> running = [];
    private int pauses;
    private int failedClaims;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var stopping = new Stopping(Stopping.DrainTime, stoppingToken, lifetime.ApplicationStopping);
        try
        {
            while (true)
            {
                await FillAsync(stopping.Begun, stopping.Over);
            }
        }
        catch (OperationCanceledException) when (stopping.Begun.IsCancellationRequested)
        {
            await Task.WhenAll(running);
        }
    }

    private async Task FillAsync(CancellationToken stopping, CancellationToken drain)
    {
        stopping.ThrowIfCancellationRequested();
        if (await CollectAsync())
        {
            // Ignore wake-ups here: new messages do not make a failed dependency recover.
            await Task.Delay(Backoff.Default.After(++pauses), stopping);
        }

        var free = Subscription.Concurrency - running.Count;
        var claimed = await ClaimAsync(free, stopping, drain);
        running.AddRange(claimed.Select(message => RunAsync(message, drain)));
        if (running.Count == Subscription.Concurrency)
        {
            await Task.WhenAny(running).WaitAsync(stopping);
        }
        else if (claimed.Count < free)
        {
            await consumer.Wakeup.WaitAsync(PollInterval, stopping);
        }
    }

    /// <summary>Removes the completed tasks.</summary>
    /// <returns>True when one of them requests a pause.</returns>
    private async Task<bool> CollectAsync()
    {
        var finished = running.Where(task => task.IsCompleted).ToList();
        running.RemoveAll(finished.Contains);
        var fates = await Task.WhenAll(finished);
        if (fates.Contains(MessageFate.Pause))
        {
            return true;
        }

        if (fates.Length > 0)
        {
            pauses = 0;
        }

        return false;
    }

    private async Task<IReadOnlyList<ClaimedMessage>> ClaimAsync(int free, CancellationToken stopping, CancellationToken drain)
    {
        try
        {
            // Not cancelled when the service stops: a claim whose result is lost blocks the message until the lease expires.
            var claimed = await consumer.ClaimAsync(free, drain);
            failedClaims = 0;
            return claimed;
        }
        catch (Exception e) when (!drain.IsCancellationRequested && Database.IsAway(e))
        {
            Log.DatabaseAway(logger, consumer.Subscription.Consumer, e.Message);
            await Task.Delay(Backoff.Default.After(++failedClaims), stopping);
            return [];
        }
        catch (Exception e) when (!drain.IsCancellationRequested)
        {
            Log.ClaimFailed(logger, consumer.Subscription.Consumer, e.GetType().Name, e.StackTrace);
            await Task.Delay(Backoff.Default.After(++failedClaims), stopping);
            return [];
        }
    }

    private async Task<MessageFate> RunAsync(ClaimedMessage message, CancellationToken drain)
    {
        try
        {
            return await consumer.HandleAsync(message, drain);
        }
        catch (Exception e) when (Database.IsAway(e))
        {
            // As below.
            Log.DatabaseAway(logger, consumer.Subscription.Consumer, e.Message);
            return MessageFate.Pause;
        }
        catch (Exception e)
        {
            // The outcome is not recorded, so the message is handled again after its lease expires.
            Log.NotSettled(logger, consumer.Subscription.Consumer, message.Message.EventId, e.GetType().Name, e.StackTrace);
            return MessageFate.Pause;
        }
        finally
        {
            consumer.Wakeup.Set();
        }
    }

    private static partial class Log
    {
        [LoggerMessage(2143, LogLevel.Warning, "{Consumer} waits for the database: {Reason}")]
        public static partial void DatabaseAway(ILogger logger, string consumer, string reason);

        [LoggerMessage(2141, LogLevel.Error, "{Consumer} could not claim messages and retries: {Error} {Stack}")]
        public static partial void ClaimFailed(ILogger logger, string consumer, string error, string? stack);

        [LoggerMessage(2142, LogLevel.Error, "{Consumer} could not record the outcome of {EventId}: {Error} {Stack}")]
        public static partial void NotSettled(ILogger logger, string consumer, Guid eventId, string error, string? stack);
    }
}
