using Tracker.Platform.Settings;

namespace Tracker.Platform.Redis;

/// <summary>The variables of Redis.</summary>
public static class RedisSettings
{
    private static readonly Setting<RedisUrl?> Url =
        Setting.Of<RedisUrl?>("REDIS_URL", "redis://[[user]:password@]host:port[,host:port][/db]", RedisUrl.Parse, null) with
        {
            Note = "TLS: rediss://. Across instances, rates are counted there. "
                + "Or redis-sentinel://host:port[,host:port]/service[?db=number]",
        };

    /// <summary>For services that use Redis.</summary>
    public static SettingGroup Group { get; } = new("Redis", Url);

    /// <summary>For services that publish or consume events. A service that runs alone needs Redis.</summary>
    public static SettingGroup Events { get; } = new("Events by Redis", Url with
    {
        IsRequired = true,
        Note = "TLS: rediss://. Or redis-sentinel://host:port[,host:port]/service[?db=number]",
    });

    /// <summary>Null when not configured.</summary>
    public static RedisUrl? Redis(this ServiceSettings settings) => settings.Read(Url);
}
