using Tracker.Platform.Persistence;

namespace Tracker.Platform.Messaging;

/// <summary>The tables of messaging. A service has only those it uses.</summary>
public static class MessagingSchema
{
    /// <summary>For a service that publishes: the table <c>outbox</c>.</summary>
    public static MigrationSet Outbox { get; } =
        MigrationSet.Embedded("outbox", MigrationLayer.Platform, typeof(MessagingSchema).Assembly, "Outbox");

    /// <summary>For a service that consumes: the tables <c>inbound_messages</c> and <c>handled_messages</c>.</summary>
    public static MigrationSet Inbox { get; } =
        MigrationSet.Embedded("inbox", MigrationLayer.Platform, typeof(MessagingSchema).Assembly, "Inbox");
}
