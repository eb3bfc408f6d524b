using Tracker.Platform.Hosting;

namespace Tracker.Systems.ShopFlow;

/// <summary>The shop (document 003): accounts, orders with a life cycle, and messages to customers about them.</summary>
public static class ShopFlowSystem
{
    internal const string SecretVariable = "JWT_SECRET";

    private static readonly RequiredVariable Broker = new("RABBITMQ_URL", "amqp://user:password@host:port/vhost; or RABBITMQ_HOST") { Or = "RABBITMQ_HOST" };

    /// <summary>Its services.</summary>
    public static SystemDefinition Definition { get; } = Define();

    /// <summary>
    /// A definition of its own: services built from the same one reach each other's events without a broker, those of another do not. A process that runs
    /// the system once uses <see cref="Definition"/>.
    /// </summary>
    public static SystemDefinition Define()
    {
        var events = new ShopFlowEvents();
        return new SystemDefinition("shopflow", SecretVariable,
        [
            new ServiceDefinition("auth-service", 3001, "/health", AuthService.Composition.Build) { Store = "auth-service" },
            new ServiceDefinition("order-service", 3002, "/health", context => OrderService.Composition.Build(context, events))
            {
                Store = "order-service",
                Calls = ["auth-service"],
                NeedsAlone = [Broker, TokenFor("AUTH_SERVICE_TOKEN")],
            },
        ])
        {
            Accounts = "auth-service",
        };
    }

    private static RequiredVariable TokenFor(string variable) => new(variable, "a service token; ./tracker token prints one");
}
