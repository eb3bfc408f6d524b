namespace Tracker.Modules.Notifications.Delivery;

/// <summary>Text for places that allow one line: a header, a log, a column.</summary>
internal static class OneLine
{
    /// <summary>Replaces each control character by a space.</summary>
    public static string Of(string text) =>
        text.Any(char.IsControl) ? string.Create(text.Length, text, (line, from) => Copy(from, line)) : text;

    private static void Copy(string from, Span<char> to)
    {
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = char.IsControl(from[i]) ? ' ' : from[i];
        }
    }
}
