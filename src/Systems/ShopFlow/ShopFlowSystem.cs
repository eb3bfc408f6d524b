using Tracker.Platform.Hosting;
using Tracker.Systems.ShopFlow.Auth;
using Tracker.Systems.ShopFlow.Notifications;
using Tracker.Systems.ShopFlow.Orders;

namespace Tracker.Systems.ShopFlow;

/// <summary>The shop (document 003): accounts, orders with a life cycle, and messages to customers about them.</summary>
public static class ShopFlowSystem
{
    internal const string SecretVariable = "JWT_SECRET";

    private static readonly RequiredVariable Broker = new("RABBITMQ_URL", "amqp://user:password@host:port/vhost; or RABBITMQ_HOST") { Or = "RABBITMQ_HOST" };

    // Nothing reads it: order-service shows auth-service its caller's token. It is required since document 003, appendix A, gives it to order-service.
    private static readonly RequiredVariable AuthServiceToken = new("AUTH_SERVICE_TOKEN", "a service token; ./tracker token prints one");

    /// <summary>Its services and events.</summary>
    public static SystemDefinition Definition { get; } = new("shopflow", SecretVariable,
    [
        new ServiceDefinition("auth-service", 3001, HealthRoutes.ReadyPath, AuthService.Build) { Store = "auth-service" },
        new ServiceDefinition("order-service", 3002, HealthRoutes.ReadyPath, OrderService.Build)
        {
            Store = "order-service",
            Calls = ["auth-service"],
            NeedsAlone = [Broker, AuthServiceToken],
        },
        new ServiceDefinition("notification-service", 3003, HealthRoutes.ReadyPath, NotificationService.Build)
        {
            Store = "notification-service",
            FileNames = "select key from notification_archives where archived_at is not null",
            Calls = ["auth-service", "order-service"],
            NeedsAlone = [Broker],
        },
    ])
    {
        Accounts = "auth-service",
        Events = ShopFlowEvents.Topology,
    };
}
