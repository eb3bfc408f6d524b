using Tracker.Platform.Hosting;
using Tracker.Systems.ShopFlow.Auth;
using Tracker.Systems.ShopFlow.Notifications;
using Tracker.Systems.ShopFlow.Orders;

namespace Tracker.Systems.ShopFlow;

/// <summary>The shop of document 003: accounts, orders with a life cycle, and notifications of customers about them.</summary>
public static class ShopFlowSystem
{
    /// <summary>The services and events of the system.</summary>
    public static SystemDefinition Definition { get; } = new("shopflow", ShopFlowSettings.SecretVariable,
    [
        new ServiceDefinition("auth-service", 3001, HealthRoutes.ReadyPath, AuthService.Build)
        {
            Store = "auth-service",
            Settings = AuthOptions.Settings,
        },
        new ServiceDefinition("order-service", 3002, HealthRoutes.ReadyPath, OrderService.Build)
        {
            Store = "order-service",
            Calls = ["auth-service"],
            Settings = OrderOptions.Settings,
        },
        new ServiceDefinition("notification-service", 3003, HealthRoutes.ReadyPath, NotificationService.Build)
        {
            Store = "notification-service",
            FileNames = "select key from notification_archives where archived_at is not null",
            Calls = ["auth-service", "order-service"],
            Settings = NotificationOptions.Settings,
        },
    ])
    {
        Accounts = "auth-service",
        Events = ShopFlowEvents.Topology,
    };
}
