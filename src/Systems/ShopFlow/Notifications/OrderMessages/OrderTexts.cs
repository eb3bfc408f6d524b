using Tracker.Modules.Notifications.Templates;

namespace Tracker.Systems.ShopFlow.Notifications.OrderMessages;

/// <summary>What customers are told about their orders (document 003 §4.3, §5). The words are in <c>Templates</c>.</summary>
internal static class OrderTexts
{
    private static readonly TemplateFolder Templates = TemplateFolder.Embedded(typeof(OrderTexts).Assembly, "Notifications.OrderMessages.Templates");

    /// <summary>The order was placed.</summary>
    public static NotificationTexts Created(OrderDetails order, Contact user) => Render("order-created", "Order Confirmation", order, user);

    /// <summary>The order is on its way.</summary>
    public static NotificationTexts Shipped(OrderDetails order, Contact user) => Render("order-shipped", "Order Shipped", order, user);

    private static NotificationTexts Render(string template, string title, OrderDetails order, Contact user)
    {
        var view = OrderView.Of(order, user);
        return new NotificationTexts(
            $"{title} - #{view.Number}",
            Templates.Render($"{template}.html", view),
            Templates.Render($"{template}.txt", view),
            SmsText.OneSegment(Templates.Render($"{template}.sms", view)));
    }
}
