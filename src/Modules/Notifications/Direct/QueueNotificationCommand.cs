using Tracker.Platform.Messaging;
using Tracker.Platform.Persistence;
using Tracker.Platform.Primitives;

namespace Tracker.Modules.Notifications.Direct;

/// <summary>Notifies a user without an event.</summary>
/// <param name="Draft">The notification; a recipient that is null is found later.</param>
public sealed record QueueNotificationCommand(NotificationDraft Draft);

/// <summary>
/// Stores direct notifications, each in one transaction with a message to the service itself.
/// <see cref="DirectNotificationConsumer"/> handles that message. There is no expected failure.
/// </summary>
public sealed class QueueNotificationHandler
{
    private readonly Database database;
    private readonly LocalInbox inbox;
    private readonly LocalInbox inAppInbox;
    private readonly TimeProvider clock;

    internal QueueNotificationHandler(Database database, LocalInbox inbox, LocalInbox inAppInbox, TimeProvider clock) =>
        (this.database, this.inbox, this.inAppInbox, this.clock) = (database, inbox, inAppInbox, clock);

    /// <returns>The notification's id.</returns>
    public async Task<Guid> Handle(QueueNotificationCommand command, CancellationToken ct)
    {
        var now = clock.UtcNow();
        var id = Uuid.NewOrdered(now);
        await using var work = database.Begin();
        DirectNotificationStore.Insert(work, id, command.Draft, now);
        var target = command.Draft.Channel == Channels.InApp ? inAppInbox : inbox;
        target.Append(work, new OutboxMessage(id, DirectNotifications.Topic, ReadOnlyMemory<byte>.Empty, now));
        await work.CommitAsync(ct);
        return id;
    }
}
