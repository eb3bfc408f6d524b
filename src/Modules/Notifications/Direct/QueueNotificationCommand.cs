using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Notifications.Direct;

/// <summary>Tells one user something that no event tells.</summary>
/// <param name="Draft">What; its recipient is found later.</param>
public sealed record QueueNotificationCommand(NotificationDraft Draft);

/// <summary>
/// Takes direct notifications. A notification and the message that has it sent are stored in one transaction; <see cref="DirectNotificationConsumer"/> does the
/// rest. Nothing about it fails expectedly.
/// </summary>
public sealed class QueueNotificationHandler
{
    private readonly Database database;
    private readonly LocalInbox inbox;
    private readonly TimeProvider clock;

    internal QueueNotificationHandler(Database database, LocalInbox inbox, TimeProvider clock) =>
        (this.database, this.inbox, this.clock) = (database, inbox, clock);

    /// <summary>Stores it and tells its id.</summary>
    public async Task<Guid> Handle(QueueNotificationCommand command, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var id = Guid.CreateVersion7(new DateTimeOffset(now));
        await using var work = database.Begin();
        DirectNotificationStore.Insert(work, id, command.Draft, now);
        inbox.Append(work, new OutboxMessage(id, DirectNotifications.Topic, ReadOnlyMemory<byte>.Empty, now));
        await work.CommitAsync(ct);
        return id;
    }
}
