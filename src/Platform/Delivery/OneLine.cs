namespace Tracker.Platform.Delivery;

/// <summary>Text that must stay on its line: in a header, a log, a column.</summary>
internal static class OneLine
{
    /// <summary>The text with a space in place of each control character.</summary>
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
