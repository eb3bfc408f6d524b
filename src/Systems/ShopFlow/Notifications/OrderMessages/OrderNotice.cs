using Tracker.Modules.Notifications;
using Tracker.Modules.Notifications.Templates;

namespace Tracker.Systems.ShopFlow.Notifications.OrderMessages;

/// <summary>The notifications of one event type (document 003 §4.3, §5). Their texts are in <c>Templates</c>.</summary>
/// <param name="EventType">The type of the events.</param>
/// <param name="Type">The type of the notifications.</param>
/// <param name="Template">The start of the template names.</param>
/// <param name="Title">The start of the e-mail's subject.</param>
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
        _ => throw new InvalidOperationException($"No notification is defined for {topic}."),
    };

    /// <summary>An e-mail, and a text message when the user has a phone number (document 003 §5.1).</summary>
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
