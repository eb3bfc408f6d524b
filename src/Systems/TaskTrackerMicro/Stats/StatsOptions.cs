using Tracker.Platform.Security;
using Tracker.Platform.Settings;

namespace Tracker.Systems.TaskTrackerMicro.Stats;

/// <summary>The configuration of <c>stats-service</c>.</summary>
internal sealed record StatsOptions(SigningKeys SigningKeys, Uri TaskServiceUrl)
{
    public static IReadOnlyList<SettingGroup> Settings { get; } =
        [TaskTrackerMicroSettings.Tokens, new("Calls of task-service", TaskTrackerMicroSettings.TaskServiceUrl)];

    public static StatsOptions Read(ServiceSettings settings) => new(
        settings.SigningKeys(TaskTrackerMicroSettings.SecretVariable), settings.Require(TaskTrackerMicroSettings.TaskServiceUrl));
}
