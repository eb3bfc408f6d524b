using Tracker.Platform.Hosting;
using Tracker.Platform.Messaging;
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
        return new SystemDefinition("shopflow", SecretVariable,
        [
            new ServiceDefinition("auth-service", 3001, HealthRoutes.ReadyPath, AuthService.Build) { Store = "auth-service" },
            new ServiceDefinition("order-service", 3002, HealthRoutes.ReadyPath, context => OrderService.Build(context, events))
            {
                Store = "order-service",
                Calls = ["auth-service"],
                NeedsAlone = [Broker, AuthServiceToken],
            },
            new ServiceDefinition("notification-service", 3003, HealthRoutes.ReadyPath, context => NotificationService.Build(context, events))
            {
                Store = "notification-service",
                FileNames = "select key from notification_archives where archived_at is not null",
                Calls = ["auth-service", "order-service"],
                NeedsAlone = [Broker],
            },
        ])
        {
            Accounts = "auth-service",
        };
    }
}
