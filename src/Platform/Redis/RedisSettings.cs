using Tracker.Platform.Settings;

namespace Tracker.Platform.Redis;

/// <summary>The variables of Redis.</summary>
public static class RedisSettings
{
    private static readonly Setting<RedisUrl?> Url =
        Setting.Of<RedisUrl?>("REDIS_URL", "redis://[[user]:password@]host:port[,host:port][/db], rediss:// for TLS", RedisUrl.Parse, null) with
        {
            Note = "Or redis-sentinel://host:port[,host:port]/service[?db=number]",
        };

    /// <summary>For services that use Redis.</summary>
    public static SettingGroup Group { get; } = new("Redis: rates are counted there, across instances, instead of in memory", Url);

    /// <summary>Where Redis is; null for none.</summary>
    public static RedisUrl? Redis(this ServiceSettings settings) => settings.Read(Url);
}
