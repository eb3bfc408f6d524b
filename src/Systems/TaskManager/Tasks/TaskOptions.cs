using Tracker.Platform.Persistence;
using Tracker.Platform.RabbitMq;
using Tracker.Platform.Settings;

namespace Tracker.Systems.TaskManager.Tasks;

/// <summary>The configuration of <c>task-service</c>.</summary>
/// <param name="DatabaseUrl">A <c>postgres://</c> or <c>mysql://</c> URL.</param>
/// <param name="AuthServiceUrl">The service that verifies tokens.</param>
/// <param name="Broker">The target of events; null to pass them to services in this process.</param>
internal sealed record TaskOptions(string DatabaseUrl, Uri AuthServiceUrl, RabbitMqUrl? Broker)
{
    public static IReadOnlyList<SettingGroup> Settings { get; } =
        [DatabaseSettings.GroupOfEither, TaskManagerSettings.AuthServicePeer, RabbitMqSettings.Group];

    public static TaskOptions Read(ServiceSettings settings) =>
        new(settings.DatabaseUrlOfEither(), settings.Read(TaskManagerSettings.AuthServiceUrl), settings.Broker());
}
