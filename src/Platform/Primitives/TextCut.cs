namespace Tracker.Platform.Primitives;

/// <summary>Makes texts fit where they are kept.</summary>
public static class TextCut
{
    /// <summary>The text, or its beginning when it is too long. The cut leaves no half of a surrogate pair, which no database takes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="max">The greatest length, in UTF-16 units; at least 1.</param>
    public static string CutTo(this string text, int max) =>
        text.Length <= max ? text : text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)];
}
