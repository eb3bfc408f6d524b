using Tracker.Platform.Messaging;
using Tracker.Platform.Observability.Logging;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskManager.Notifications;

/// <summary>
/// Handles an event: an entry for the user, one line in the notification log, and an e-mail where they are enabled. A message that can
/// never be handled is a dead letter immediately.
/// </summary>
internal sealed class TaskCreatedConsumer(NotificationEntries entries, NotificationLog log, TaskCreatedEmail email, TimeProvider clock)
    : IMessageConsumer
{
    public async Task<MessageOutcome> HandleAsync(InboundMessage message, CancellationToken ct)
    {
        using var context = LogContext.Begin(message.EventId.ToString());
        if (TaskCreatedMessage.Read(message, out var fault) is not { } created)
        {
            return MessageOutcome.Dead(fault!);
        }

        var state = await entries.AddAsync(created, ct);
        if (state != EntryState.Logged)
        {
            if (await LogAsync(message, mayBeLogged: state == EntryState.Begun, ct) is { } reason)
            {
                return MessageOutcome.Pause(reason);
            }

            await entries.MarkLoggedAsync(created.EventId, ct);
        }

        return await email.SendAsync(created, ct);
    }

    /// <returns>Why the log cannot be written; null when the line is on disk.</returns>
    private async Task<string?> LogAsync(InboundMessage message, bool mayBeLogged, CancellationToken ct)
    {
        try
        {
            await log.AppendAsync(message.EventId, NotificationLine.Of(message.Body, clock.UtcNow()), mayBeLogged, ct);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return $"the notification log cannot be written: {e.Message}";
        }
    }
}
