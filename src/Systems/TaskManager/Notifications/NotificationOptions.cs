using Tracker.Modules.Notifications;
using Tracker.Modules.Notifications.Delivery;
using Tracker.Platform.Hosting;
using Tracker.Platform.Persistence;
using Tracker.Platform.RabbitMq;
using Tracker.Platform.Settings;
using Tracker.Platform.Storage;

namespace Tracker.Systems.TaskManager.Notifications;

/// <summary>The configuration of <c>notification-service</c>.</summary>
internal sealed record NotificationOptions
{
    private static readonly Setting<string> LogFile =
        Setting.Text("NOTIFICATION_LOG", "the file that gets a line for each event") with
        {
            Default = "logs/notifications.log in the data folder",
        };

    private static readonly Setting<string> EmailSwitch =
        Setting.OneOf("ENABLE_EMAIL_NOTIFICATIONS", "whether the owner of a new task gets an e-mail", "false", "true");

    public static IReadOnlyList<SettingGroup> Settings { get; } =
    [
        DatabaseSettings.Group,
        TaskManagerSettings.AuthServicePeer,
        RabbitMqSettings.Group,
        new("Notifications", LogFile, EmailSwitch, DataFolderSettings.Data),
        .. DeliverySettings.EmailGroups,
    ];

    /// <summary>A <c>postgres://</c> URL.</summary>
    public required string DatabaseUrl { get; init; }

    public required Uri AuthServiceUrl { get; init; }

    /// <summary>The source of events; null for events of services in this process.</summary>
    public required RabbitMqUrl? Broker { get; init; }

    /// <summary>An absolute path.</summary>
    public required string LogPath { get; init; }

    /// <summary>Null when no e-mails are sent.</summary>
    public required Func<IEmailSender>? Email { get; init; }

    public static NotificationOptions Read(ServiceContext context)
    {
        var (settings, folder) = (context.Settings, context.Settings.DataFolder(context.System));
        var email = settings.EmailSender(folder, context.Clock);
        return new NotificationOptions
        {
            DatabaseUrl = settings.DatabaseUrl(),
            AuthServiceUrl = settings.Read(TaskManagerSettings.AuthServiceUrl),
            Broker = settings.Broker(),
            LogPath = Path.GetFullPath(settings.Optional(LogFile) ?? Path.Combine(folder, "logs", "notifications.log")),
            Email = settings.Read(EmailSwitch) == "true" ? email : null,
        };
    }
}
