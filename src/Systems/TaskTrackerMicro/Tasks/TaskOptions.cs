using Tracker.Platform.Persistence;
using Tracker.Platform.Security;
using Tracker.Platform.Settings;

namespace Tracker.Systems.TaskTrackerMicro.Tasks;

/// <summary>The configuration of <c>task-service</c>.</summary>
internal sealed record TaskOptions(string DatabaseUrl, SigningKeys SigningKeys)
{
    public static IReadOnlyList<SettingGroup> Settings { get; } = [DatabaseSettings.Group, TaskTrackerMicroSettings.Tokens];

    public static TaskOptions Read(ServiceSettings settings) =>
        new(settings.DatabaseUrl(), settings.SigningKeys(TaskTrackerMicroSettings.SecretVariable));
}
