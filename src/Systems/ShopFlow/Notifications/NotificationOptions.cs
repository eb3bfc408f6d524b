using Tracker.Modules.Notifications;
using Tracker.Modules.Notifications.Delivery;
using Tracker.Platform.Hosting;
using Tracker.Platform.Persistence;
using Tracker.Platform.RabbitMq;
using Tracker.Platform.Security;
using Tracker.Platform.Settings;
using Tracker.Platform.Storage;

namespace Tracker.Systems.ShopFlow.Notifications;

/// <summary>The configuration of <c>notification-service</c>.</summary>
internal sealed record NotificationOptions
{
    public static IReadOnlyList<SettingGroup> Settings { get; } =
    [
        DatabaseSettings.Group,
        ShopFlowSettings.Tokens,
        ShopFlowSettings.AuthServicePeer,
        ShopFlowSettings.OrderServicePeer,
        RabbitMqSettings.Group,
        ShopFlowSettings.Pages,
        .. FileStorageSettings.Groups,
        .. DeliverySettings.Groups.Except(FileStorageSettings.Groups),
    ];

    /// <summary>A <c>postgres://</c> URL.</summary>
    public required string DatabaseUrl { get; init; }

    public required SigningKeys SigningKeys { get; init; }

    public required Uri OrderServiceUrl { get; init; }

    /// <summary>The current service token for calls to order-service.</summary>
    public required Func<string> OrderServiceToken { get; init; }

    public required Uri AuthServiceUrl { get; init; }

    /// <summary>The current service token for calls to auth-service.</summary>
    public required Func<string> AuthServiceToken { get; init; }

    /// <summary>The source of events; null for events of services in this process.</summary>
    public required RabbitMqUrl? Broker { get; init; }

    public required Func<IEmailSender> Email { get; init; }

    public required Func<ISmsSender> Sms { get; init; }

    public required Func<IFileStorage> Archives { get; init; }

    public required IReadOnlyList<string> CorsOrigins { get; init; }

    public static NotificationOptions Read(ServiceContext context) => Read(context, context.Settings.DataFolder(context.System));

    private static NotificationOptions Read(ServiceContext context, string dataFolder) => new()
    {
        DatabaseUrl = context.Settings.DatabaseUrl(),
        SigningKeys = context.Settings.SigningKeys(ShopFlowSettings.SecretVariable),
        OrderServiceUrl = context.Settings.Read(ShopFlowSettings.OrderServiceUrl),
        OrderServiceToken = context.PeerToken(ShopFlowSettings.OrderServiceToken),
        AuthServiceUrl = context.Settings.Read(ShopFlowSettings.AuthServiceUrl),
        AuthServiceToken = context.PeerToken(ShopFlowSettings.AuthServiceToken),
        Broker = context.Settings.Broker(),
        Email = context.Settings.EmailSender(dataFolder, context.Clock),
        Sms = context.Settings.SmsSender(dataFolder, context.Clock),
        Archives = context.Settings.FileStorage(context.System),
        CorsOrigins = context.Settings.Read(ShopFlowSettings.CorsOrigins),
    };
}
