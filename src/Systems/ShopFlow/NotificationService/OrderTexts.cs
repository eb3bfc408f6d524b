namespace Tracker.Systems.ShopFlow.NotificationService;

internal sealed record NotificationTexts(string Subject, string Html, string Text, string Sms);

internal static class OrderTexts
{
    public static NotificationTexts Created(OrderDetails order, Contact user) =>
        new($"Order Confirmation - #{order.Id.ToString()[..8]}", $"<html>{order.TotalAmount}</html>", "text", "sms");

    public static NotificationTexts Shipped(OrderDetails order, Contact user) =>
        new($"Order Shipped - #{order.Id.ToString()[..8]}", $"<html>{order.TotalAmount}</html>", "text", "sms");
}
