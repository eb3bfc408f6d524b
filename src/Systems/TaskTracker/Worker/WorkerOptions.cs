using Tracker.Platform.Hosting;
using Tracker.Platform.Redis;

namespace Tracker.Systems.TaskTracker.Worker;

/// <summary>The configuration of <c>worker</c>.</summary>
internal sealed record WorkerOptions
{
    /// <summary>The database of <c>api</c>, as <c>postgres://</c> URL.</summary>
    public required string DatabaseUrl { get; init; }

    /// <summary>From the beginning of one run to that of the next.</summary>
    public required TimeSpan ReminderInterval { get; init; }

    /// <summary>Where the heartbeat goes; null for the database.</summary>
    public required RedisUrl? Redis { get; init; }

    public static WorkerOptions Read(ServiceSettings settings) => new()
    {
        DatabaseUrl = settings.DatabaseUrl(),
        ReminderInterval = TimeSpan.FromSeconds(settings.Number("REMINDER_INTERVAL_SECONDS", 300, 1, 86_400)),
        Redis = settings.Parse<RedisUrl?>("REDIS_URL", settings.Optional("REDIS_URL", ""), RedisUrl.Parse, null),
    };
}
