using Tracker.Platform.Primitives;

namespace Tracker.Platform.Http.Requests;

/// <summary>What a text must be like. Lengths count Unicode code points. A text that shows nothing (<see cref="VisibleText"/>) is empty.</summary>
/// <param name="Min">The fewest characters, counted after trimming.</param>
/// <param name="Max">The most characters.</param>
public sealed record TextRule(int Min, int Max)
{
    /// <summary>Leading and trailing white space is dropped.</summary>
    public bool Trim { get; init; } = true;

    /// <summary>The text is taken as it came, even when it shows nothing: for passwords and tokens.</summary>
    public bool Verbatim { get; init; }

    /// <summary>A last check with the message it gives, e.g. of a format; null when there is none.</summary>
    public (Func<string, bool> Holds, string Message)? Check { get; init; }

    /// <summary>A secret: any text, untouched; the body's size bounds it. Its own rules (length, strength) come after, and at
    /// login too long is just wrong.</summary>
    public static TextRule Secret { get; } = new(1, int.MaxValue) { Verbatim = true };

    /// <summary>Applies the rule.</summary>
    /// <param name="given">The text as it came.</param>
    /// <param name="text">The text as it is taken.</param>
    /// <returns>Null, or what is wrong with it: message and type.</returns>
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
