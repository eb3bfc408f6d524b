namespace Tracker.Platform.Primitives;

public static class TextCut
{
    /// <summary>Cuts a text that is too long, and never between the halves of a surrogate pair, which no database accepts.</summary>
    /// <param name="max">In UTF-16 units, min 1.</param>
    public static string CutTo(this string text, int max) =>
        text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];
}
