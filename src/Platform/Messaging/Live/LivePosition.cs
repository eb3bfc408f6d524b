using System.Globalization;
using Tracker.Platform.Messaging.CatchUp;

namespace Tracker.Platform.Messaging.Live;

/// <summary>The id of an event on a stream: its place, and the time by which its age is known.</summary>
internal readonly record struct LivePosition(OutboxPosition Place, DateTime At)
{
    private const char Separator = '.';
    private const int MaxLength = 200;

    // Clocks of instances differ.
    private static readonly TimeSpan Skew = TimeSpan.FromMinutes(1);

    /// <returns>Null when the text is not a position.</returns>
    public static LivePosition? Parse(string text) =>
        text.Length <= MaxLength
        && text.LastIndexOf(Separator) is > 0 and var end
        && OutboxPosition.Parse(text[..end]) is { } place
        && long.TryParse(text.AsSpan(end + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var ms)
        && ms <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? new LivePosition(place, DateTimeOffset.FromUnixTimeMilliseconds(ms).UtcDateTime)
            : null;

    public bool IsWithin(TimeSpan age, DateTime now) => now - At <= age && At - now <= Skew;

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Place}{Separator}{new DateTimeOffset(At).ToUnixTimeMilliseconds()}");
}
