using Tracker.Platform.Persistence;
using Tracker.Platform.Redis;
using Tracker.Platform.Settings;

namespace Tracker.Systems.TaskTracker.Worker;

/// <summary>The configuration of <c>worker</c>.</summary>
internal sealed record WorkerOptions
{
    private static readonly Setting<int> Interval =
        Setting.Number("REMINDER_INTERVAL_SECONDS", "how often tasks that are due are looked for", 300, 1, 86_400);

    /// <summary>What it reads.</summary>
    public static IReadOnlyList<SettingGroup> Settings { get; } = [DatabaseSettings.Group, RedisSettings.Group, new("Reminders", Interval)];

    /// <summary>The database of <c>api</c>, as <c>postgres://</c> URL.</summary>
    public required string DatabaseUrl { get; init; }

    /// <summary>From the beginning of one run to that of the next.</summary>
    public required TimeSpan ReminderInterval { get; init; }

    /// <summary>Where the heartbeat goes; null for the database.</summary>
    public required RedisUrl? Redis { get; init; }

    public static WorkerOptions Read(ServiceSettings settings) => new()
    {
        DatabaseUrl = settings.DatabaseUrl(),
        ReminderInterval = TimeSpan.FromSeconds(settings.Read(Interval)),
        Redis = settings.Redis(),
    };
}
