using Tracker.Modules.Notifications;
using Tracker.Platform.Messaging;

namespace Tracker.Systems.ShopFlow.Notifications.OrderMessages;

/// <summary>What customers are told on one kind of event.</summary>
/// <param name="EventType">What the events are called (document 003 §5).</param>
/// <param name="Type">What the notifications are called.</param>
/// <param name="Write">Writes the texts.</param>
internal sealed record OrderNotice(string EventType, string Type, Func<OrderDetails, Contact, NotificationTexts> Write)
{
    public static OrderNotice Of(Subscription subscription) => subscription.Topic switch
    {
        ShopFlowEvents.OrderCreated => new OrderNotice("OrderCreated", NotificationTypes.OrderCreated, OrderTexts.Created),
        ShopFlowEvents.OrderShipped => new OrderNotice("OrderShipped", NotificationTypes.OrderShipped, OrderTexts.Shipped),
        var other => throw new InvalidOperationException($"Nobody is told about {other}."),
    };

    /// <summary>An e-mail always, a text message to those who gave a number (document 003 §5.1).</summary>
    public IReadOnlyList<NotificationDraft> Draft(OrderDetails order, Contact user)
    {
        var texts = Write(order, user);
        var email = new NotificationDraft(user.Id, Channels.Email, user.Email, texts.Html)
        {
            OrderId = order.Id,
            Type = Type,
            Subject = texts.Subject,
            TextBody = texts.Text,
        };
        return user.Phone is { } phone
            ? [email, new NotificationDraft(user.Id, Channels.Sms, phone, texts.Sms) { OrderId = order.Id, Type = Type }]
            : [email];
    }
}
