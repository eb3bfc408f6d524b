using Tracker.Modules.Notifications;
using Tracker.Modules.Notifications.Templates;

namespace Tracker.Systems.ShopFlow.Notifications.OrderMessages;

/// <summary>What customers are told on one kind of event (document 003 §4.3, §5). The words are in <c>Templates</c>.</summary>
/// <param name="EventType">What the events are called.</param>
/// <param name="Type">What the notifications are called.</param>
/// <param name="Template">Begins the names of its templates.</param>
/// <param name="Title">Begins the subject of the e-mail.</param>
internal sealed record OrderNotice(string EventType, string Type, string Template, string Title)
{
    private static readonly TemplateFolder Templates =
        TemplateFolder.Embedded(typeof(OrderNotice).Assembly, "Notifications.OrderMessages.Templates");

    public static OrderNotice Created { get; } =
        new("OrderCreated", NotificationTypes.OrderCreated, "order-created", "Order Confirmation");

    public static OrderNotice Shipped { get; } =
        new("OrderShipped", NotificationTypes.OrderShipped, "order-shipped", "Order Shipped");

    public static OrderNotice Of(string topic) => topic switch
    {
        ShopFlowEvents.OrderCreated => Created,
        ShopFlowEvents.OrderShipped => Shipped,
        _ => throw new InvalidOperationException($"Nobody is told about {topic}."),
    };

    /// <summary>An e-mail always, a text message to those who gave a number (document 003 §5.1).</summary>
    public IReadOnlyList<NotificationDraft> Draft(OrderDetails order, Contact user)
    {
        var view = OrderView.Of(order, user);
        var email = new NotificationDraft(user.Id, Channels.Email, user.Email, Templates.Render($"{Template}.html", view))
        {
            OrderId = order.Id,
            Type = Type,
            Subject = $"{Title} - #{view.Number}",
            TextBody = Templates.Render($"{Template}.txt", view),
        };
        if (user.Phone is not { } phone)
        {
            return [email];
        }

        var sms = new NotificationDraft(user.Id, Channels.Sms, phone, SmsText.OneSegment(Templates.Render($"{Template}.sms", view)))
        {
            OrderId = order.Id,
            Type = Type,
        };
        return [email, sms];
    }
}
