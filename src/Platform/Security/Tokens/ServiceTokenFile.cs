namespace Tracker.Platform.Security.Tokens;

/// <summary>
/// A service's token for others, in a file that the operator's job rewrites before the token expires (after a day by document 003 §8.2).
/// The file is read again regularly, so that the service needs no restart.
/// </summary>
/// <param name="first">The token at the start.</param>
public sealed class ServiceTokenFile(string path, string first, TimeProvider clock)
{
    private static readonly TimeSpan ReadInterval = TimeSpan.FromSeconds(10);
    private volatile Reading last = new(first, clock.GetUtcNow());

    /// <summary>The token in the file, read at most 10 s ago. Call it for each request, from any thread.</summary>
    public string Current()
    {
        var (now, reading) = (clock.GetUtcNow(), last);
        if (now >= reading.At && now - reading.At < ReadInterval)
        {
            return reading.Token;
        }

        last = new Reading(Read() ?? reading.Token, now);
        return last.Token;
    }

    // Keep the previous token while the file is missing or empty: it is being replaced.
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
