namespace Tracker.Tests.Systems.ShopFlow.Notifications;

/// <summary>Events stay in the process; the inbox of notification-service is their queue.</summary>
public sealed class InProcessShop : EventShop
{
    public override Task PublishAsync(Guid id, string topic, byte[] body) => Shop.ExecuteAsync(
        Shop.NotificationsDatabase,
        "insert into inbound_messages (consumer, event_id, topic, body, received_at, next_attempt_at) "
            + "values ('notifications.' || $2, $1, $2, $3, now(), now())",
        id,
        topic,
        body);

    protected override IEnumerable<KeyValuePair<string, string>> Carrier() => [];
}
