using Tracker.Platform.Delivery;
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
    /// <summary>What it reads.</summary>
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

    /// <summary>The notifications, as <c>postgres://</c> URL.</summary>
    public required string DatabaseUrl { get; init; }

    /// <summary>Check the tokens of callers.</summary>
    public required SigningKeys SigningKeys { get; init; }

    /// <summary>Asked for orders.</summary>
    public required Uri OrderServiceUrl { get; init; }

    /// <summary>What order-service is shown.</summary>
    public required Func<string> OrderServiceToken { get; init; }

    /// <summary>Asked for addresses and phone numbers.</summary>
    public required Uri AuthServiceUrl { get; init; }

    /// <summary>What auth-service is shown.</summary>
    public required Func<string> AuthServiceToken { get; init; }

    /// <summary>Where events come from; null to take them from the services of this process.</summary>
    public required RabbitMqUrl? Broker { get; init; }

    /// <summary>Makes the sender of e-mails.</summary>
    public required Func<IEmailSender> Email { get; init; }

    /// <summary>Makes the sender of text messages.</summary>
    public required Func<ISmsSender> Sms { get; init; }

    /// <summary>Makes the storage of archived notifications.</summary>
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
