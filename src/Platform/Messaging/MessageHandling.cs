using Microsoft.Extensions.Logging;
using Npgsql;
using Tracker.Platform.Persistence;

namespace Tracker.Platform.Messaging;

/// <summary>
/// Handles one message, over any transport: recognizes repeats, records the message after its effect, and turns exceptions into outcomes.
/// </summary>
internal sealed partial class MessageHandling(
    Database database,
    HandledMessages handled,
    Subscription subscription,
    IMessageConsumer consumer,
    MessagingTelemetry telemetry,
    ILogger logger)
{
    /// <param name="acknowledge">Adds to the transaction that records the message as handled, for example the deletion of its row.</param>
    /// <param name="ct">The service must stop now: the outcome is a pause.</param>
    /// <returns>The outcome. It is done, but not acknowledged, for a message that was handled before.</returns>
    public async Task<HandlingResult> RunAsync(InboundMessage message, Action<UnitOfWork> acknowledge, CancellationToken ct)
    {
        using var activity = telemetry.Continue(message);
        var result = await TryAsync(message, acknowledge, ct);
        telemetry.Handled(message.Topic, result == HandlingResult.Repeat ? "repeat" : Word(result.Outcome.Fate));
        return result;
    }

    private async Task<HandlingResult> TryAsync(InboundMessage message, Action<UnitOfWork> acknowledge, CancellationToken ct)
    {
        try
        {
            return await HandleOnceAsync(message, acknowledge, ct);
        }
        catch (Exception) when (ct.IsCancellationRequested)
        {
            // Cancellation surfaces as several exception types.
            return new(MessageOutcome.Pause("the service stops"), Acknowledged: false);
        }
        catch (NpgsqlException e) when (!Database.RefusesData(e))
        {
            // The database is away, or its schema is not that of this version: neither is the fault of the message.
            return new(MessageOutcome.Pause($"the database is away: {e.Message}"), Acknowledged: false);
        }
        catch (Exception e)
        {
            Log.Threw(logger, subscription.Consumer, message.EventId, message.Attempt, e.GetType().Name, e.StackTrace);
            return new(MessageOutcome.Retry($"{e.GetType().Name}: {e.Message}"), Acknowledged: false);
        }
    }

    private async Task<HandlingResult> HandleOnceAsync(InboundMessage message, Action<UnitOfWork> acknowledge, CancellationToken ct)
    {
        if (await handled.ContainsAsync(subscription.Consumer, message.EventId, ct))
        {
            return HandlingResult.Repeat;
        }

        var isLastAttempt = subscription.Retry.DelayAfter(message.Attempt) is null;
        var recorded = false;
        var outcome = await consumer.HandleAsync(message with { IsLastAttempt = isLastAttempt, Record = Record }, ct);
        if (outcome.Fate != MessageFate.Done)
        {
            return new(outcome, Acknowledged: false);
        }

        if (!recorded)
        {
            await using var work = database.Begin();
            Record(work);
            await work.CommitAsync(ct);
        }

        return new(outcome, Acknowledged: true);

        void Record(UnitOfWork work)
        {
            handled.Record(work, subscription.Consumer, message.EventId);
            acknowledge(work);
            work.AfterCommit(() => recorded = true);
        }
    }

    private static string Word(MessageFate fate) => fate switch
    {
        MessageFate.Done => "done",
        MessageFate.Retry => "retry",
        MessageFate.Dead => "dead",
        MessageFate.Pause => "pause",
        MessageFate.Later => "later",
    };

    private static partial class Log
    {
        [LoggerMessage(2121, LogLevel.Warning, "{Consumer} threw on {EventId}, attempt {Attempt}: {Error} {Stack}")]
        public static partial void Threw(ILogger logger, string consumer, Guid eventId, int attempt, string error, string? stack);
    }
}

/// <param name="Acknowledged">The acknowledgement was committed with the record of the message.</param>
internal readonly record struct HandlingResult(MessageOutcome Outcome, bool Acknowledged)
{
    public static HandlingResult Repeat { get; } = new(MessageOutcome.Done, Acknowledged: false);
}
