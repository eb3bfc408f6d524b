namespace Tracker.Platform.Redis;

/// <summary>A Lua script that Redis runs as one step.</summary>
/// <param name="text">The script; <c>KEYS</c> and <c>ARGV</c> are its input.</param>
public sealed class RedisScript(string text)
{
    public string Text { get; } = text;
}
