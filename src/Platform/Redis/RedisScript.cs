namespace Tracker.Platform.Redis;

/// <summary>A Lua script that Redis runs atomically.</summary>
/// <param name="text">Its input is <c>KEYS</c> and <c>ARGV</c>.</param>
public sealed class RedisScript(string text)
{
    public string Text { get; } = text;
}
