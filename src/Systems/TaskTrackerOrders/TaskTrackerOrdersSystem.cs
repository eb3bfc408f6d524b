using Tracker.Platform.Hosting;
using Tracker.Systems.TaskTrackerOrders.Auth;
using Tracker.Systems.TaskTrackerOrders.Notifications;
using Tracker.Systems.TaskTrackerOrders.Orders;

namespace Tracker.Systems.TaskTrackerOrders;

/// <summary>The system of document 000: accounts, orders with a life cycle, and notifications of users.</summary>
public static class TaskTrackerOrdersSystem
{
    /// <summary>The services and events of the system.</summary>
    public static SystemDefinition Definition { get; } = new("tasktracker-orders", OrdersSettings.SecretVariable,
    [
        new ServiceDefinition("auth-service", 8001, HealthRoutes.ReadyPath, AuthService.Build)
        {
            Store = "auth-service",
            Settings = AuthOptions.Settings,
        },
        new ServiceDefinition("order-service", 8002, HealthRoutes.ReadyPath, OrderService.Build)
        {
            Store = "order-service",
            Settings = OrderOptions.Settings,
        },
        new ServiceDefinition("notification-service", 8003, HealthRoutes.ReadyPath, NotificationService.Build)
        {
            Store = "notification-service",
            FileNames = "select key from notification_archives where archived_at is not null",
            Calls = ["auth-service", "order-service"],
            Settings = NotificationOptions.Settings,
        },
    ])
    {
        Accounts = "auth-service",
        Events = OrdersEvents.Topology,
    };
}
