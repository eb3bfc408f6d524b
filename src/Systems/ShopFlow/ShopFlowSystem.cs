using Tracker.Platform.Hosting;
using Tracker.Platform.Messaging;
using Tracker.Systems.ShopFlow.Auth;
using Tracker.Systems.ShopFlow.Notifications;
using Tracker.Systems.ShopFlow.Orders;

namespace Tracker.Systems.ShopFlow;

/// <summary>The shop (document 003): accounts, orders with a life cycle, and messages to customers about them.</summary>
public static class ShopFlowSystem
{
    /// <summary>Its services.</summary>
    public static SystemDefinition Definition { get; } = Define(RetryPolicy.Default);

    /// <summary>
    /// A definition of its own: services built from the same one reach each other's events without a broker, those of another do not. A process that runs
    /// the system once uses <see cref="Definition"/>.
    /// </summary>
    /// <param name="retry">What follows when a message to a customer could not be sent.</param>
    public static SystemDefinition Define(RetryPolicy retry)
    {
        var events = new ShopFlowEvents(retry);
        return new SystemDefinition("shopflow", ShopFlowSettings.SecretVariable,
        [
            new ServiceDefinition("auth-service", 3001, HealthRoutes.ReadyPath, AuthService.Build)
            {
                Store = "auth-service",
                Settings = AuthOptions.Settings,
            },
            new ServiceDefinition("order-service", 3002, HealthRoutes.ReadyPath, context => OrderService.Build(context, events))
            {
                Store = "order-service",
                Calls = ["auth-service"],
                Settings = OrderOptions.Settings,
            },
            new ServiceDefinition("notification-service", 3003, HealthRoutes.ReadyPath, context => NotificationService.Build(context, events))
            {
                Store = "notification-service",
                FileNames = "select key from notification_archives where archived_at is not null",
                Calls = ["auth-service", "order-service"],
                Settings = NotificationOptions.Settings,
            },
        ])
        {
            Accounts = "auth-service",
        };
    }
}
