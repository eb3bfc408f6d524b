using Tracker.Platform.Persistence;
using Tracker.Platform.Redis;
using Tracker.Platform.Settings;

namespace Tracker.Systems.TaskTracker.Worker;

/// <summary>The configuration of <c>worker</c>.</summary>
internal sealed record WorkerOptions
{
    private static readonly Setting<int> Interval =
        Setting.Number("REMINDER_INTERVAL_SECONDS", "the interval between searches for due tasks", 300, 1, 86_400);

    public static IReadOnlyList<SettingGroup> Settings { get; } = [DatabaseSettings.Group, RedisSettings.Group, new("Reminders", Interval)];

    /// <summary>The database of <c>api</c> as a <c>postgres://</c> URL.</summary>
    public required string DatabaseUrl { get; init; }

    /// <summary>The time from the start of one run to the start of the next.</summary>
    public required TimeSpan ReminderInterval { get; init; }

    /// <summary>The target of the heartbeat; null for the database.</summary>
    public required RedisUrl? Redis { get; init; }

    public static WorkerOptions Read(ServiceSettings settings) => new()
    {
        DatabaseUrl = settings.DatabaseUrl(),
        ReminderInterval = TimeSpan.FromSeconds(settings.Read(Interval)),
        Redis = settings.Redis(),
    };
}
