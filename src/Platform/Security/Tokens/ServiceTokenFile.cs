namespace Tracker.Platform.Security.Tokens;

/// <summary>The token a service shows to others, in a file that an operator's job writes anew before it expires: it is read again as time goes by, so that the
/// service need not be restarted for it (document 003 §8.2 has them expire after a day).</summary>
/// <param name="path">The file.</param>
/// <param name="first">What it says at the start.</param>
/// <param name="clock">The time.</param>
public sealed class ServiceTokenFile(string path, string first, TimeProvider clock)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(10);
    private volatile Reading last = new(first, clock.GetUtcNow());

    /// <summary>What the file said at most ten seconds ago. It may be asked for at every call, from any thread.</summary>
    public string Current()
    {
        var (now, reading) = (clock.GetUtcNow(), last);
        if (now >= reading.At && now - reading.At < GoodFor)
        {
            return reading.Token;
        }

        last = new Reading(Read() ?? reading.Token, now);
        return last.Token;
    }

    // While it is being replaced it may be missing or empty: the token from before is as good as none, and may still be better.
    private string? Read()
    {
        try
        {
            return File.ReadAllText(path).Trim() is { Length: > 0 } token ? token : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private sealed record Reading(string Token, DateTimeOffset At);
}
