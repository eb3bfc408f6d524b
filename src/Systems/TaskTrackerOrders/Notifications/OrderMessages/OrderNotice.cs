using Tracker.Modules.Notifications;
using Tracker.Modules.Notifications.Templates;

namespace Tracker.Systems.TaskTrackerOrders.Notifications.OrderMessages;

/// <summary>The e-mail of one event type. Its texts are in <c>Templates</c>.</summary>
/// <param name="Type">The type of the notifications in the database.</param>
/// <param name="Template">The start of the template names.</param>
/// <param name="Title">The start of the subject.</param>
internal sealed record OrderNotice(string Type, string Template, string Title)
{
    private static readonly TemplateFolder Templates =
        TemplateFolder.Embedded(typeof(OrderNotice).Assembly, "Notifications.OrderMessages.Templates");

    private static readonly OrderNotice Created = new("order_created", "order-created", "Order Confirmation");
    private static readonly OrderNotice Shipped = new("order_shipped", "order-shipped", "Order Shipped");

    public static OrderNotice Of(string channel) => channel switch
    {
        OrdersEvents.OrderCreated => Created,
        OrdersEvents.OrderShipped => Shipped,
        _ => throw new InvalidOperationException($"No notification is defined for {channel}."),
    };

    public NotificationDraft Draft(OrderEvent order, Contact user)
    {
        var view = OrderView.Of(order, user);
        return new NotificationDraft(user.Id, Channels.Email, user.Email, Templates.Render($"{Template}.html", view))
        {
            OrderId = order.OrderId,
            Type = Type,
            Subject = $"{Title} - #{view.Number}",
            TextBody = Templates.Render($"{Template}.txt", view),
        };
    }
}
