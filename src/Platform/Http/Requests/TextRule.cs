using Tracker.Platform.Primitives;

namespace Tracker.Platform.Http.Requests;

/// <summary>
/// The limits of a text. Lengths count Unicode code points after trimming. A text without visible characters
/// (<see cref="VisibleText"/>) is empty.
/// </summary>
public sealed record TextRule(int Min, int Max)
{
    /// <summary>Removes leading and trailing white space; true by default.</summary>
    public bool Trim { get; init; } = true;

    /// <summary>Keeps the text unchanged, even without visible characters: for passwords and tokens.</summary>
    public bool Verbatim { get; init; }

    /// <summary>An additional check, for example of a format, and its message; null for none.</summary>
    public (Func<string, bool> Holds, string Message)? Check { get; init; }

    /// <summary>
    /// Any text, unchanged; only the size of the body bounds it. Rules for new secrets (length, strength) are checked later. At login a
    /// secret that breaks them is just wrong.
    /// </summary>
    public static TextRule Secret { get; } = new(1, int.MaxValue) { Verbatim = true };

    /// <param name="given">The client's text.</param>
    /// <param name="text">The text to use.</param>
    /// <returns>Null when the text is valid, otherwise the message and type of the fault.</returns>
    public (string Message, string Type)? Apply(string given, out string text)
    {
        text = Trim && !Verbatim ? given.Trim() : given;
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            return ("must not contain the character U+0000", "value_error");
        }

        if (!Verbatim && VisibleText.IsBlank(text))
        {
            text = "";
        }

        var length = CodePoints(text);
        if (length < Min)
        {
            return length == 0 ? ("must not be empty", "string_too_short") : ($"must have at least {Min} characters", "string_too_short");
        }

        if (length > Max)
        {
            return ($"must have at most {Max} characters", "string_too_long");
        }

        return Check is { } check && !check.Holds(text) ? (check.Message, "value_error") : null;
    }

    private static int CodePoints(string text)
    {
        var count = text.Length;
        foreach (var character in text)
        {
            if (char.IsLowSurrogate(character))
            {
                count--;
            }
        }

        return count;
    }
}
