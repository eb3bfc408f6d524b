using System.Globalization;
using System.Numerics;
using Microsoft.AspNetCore.Http;
using Tracker.Platform.Primitives;

namespace Tracker.Platform.Http.Requests;

/// <summary>
/// The query of a request, read parameter by parameter, so that one response reports all faults. Empty values are treated as absent.
/// </summary>
public sealed class QueryFields(IQueryCollection query)
{
    private const string Source = "query";

    // Values that programs write, for example numbers, are not trimmed.
    private static readonly TextRule AsWritten = new(0, int.MaxValue) { Verbatim = true };
    private static readonly TextRule ShortWord = AsWritten with { Max = 100 };
    private static readonly TextRule ShortId = AsWritten with { Max = 64 };

    public FaultList Faults { get; } = new();

    /// <summary>The parameter's first value that is not empty, trimmed. Text without visible characters is treated as absent.</summary>
    public string? Text(string name, int max) => Value(name, new TextRule(0, max)) is { Length: > 0 } text ? text : null;

    /// <summary>A whole number. When <paramref name="max"/> is <see cref="int.MaxValue"/>, greater numbers are clamped to it.</summary>
    public int Number(string name, int defaultValue, int min, int max)
    {
        if (Value(name, AsWritten) is not { } text)
        {
            return defaultValue;
        }

        if (BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= min && (number <= max || max == int.MaxValue))
        {
            return (int)BigInteger.Min(number, int.MaxValue);
        }

        var range = max == int.MaxValue ? $", at least {min}" : $" from {min} to {max}";
        Faults.Add(Source, name, "must be a whole number" + range, "int_parsing");
        return defaultValue;
    }

    /// <summary>
    /// The values of a parameter that accepts several: comma-separated, repeated, or both. They are trimmed; empty and repeated ones are
    /// dropped.
    /// </summary>
    public IReadOnlyList<string> List(string name)
    {
        if (!query.TryGetValue(name, out var given))
        {
            return [];
        }

        var values = given.OfType<string>().ToList();
        return values.TrueForAll(value => IsText(name, value, new TextRule(0, int.MaxValue), out _))
            ? [.. values.SelectMany(Parts).Distinct(StringComparer.Ordinal)]
            : [];
    }

    /// <summary>As <see cref="List"/>; other words than <paramref name="words"/> are a fault.</summary>
    public IReadOnlyList<string> Words(string name, IReadOnlyCollection<string> words)
    {
        var given = List(name);
        if (given.Any(word => !words.Contains(word)))
        {
            Faults.Add(Source, name, $"must be of {string.Join(", ", words)}", "enum");
            return [];
        }

        return given;
    }

    public string? Word(string name, IReadOnlyCollection<string> words)
    {
        var text = Value(name, ShortWord);
        if (text is null || words.Contains(text))
        {
            return text;
        }

        Faults.Add(Source, name, $"must be one of {string.Join(", ", words)}", "enum");
        return null;
    }

    /// <summary>A date and time, or a date.</summary>
    /// <param name="endOfDay">True when a date without a time means the end of that day instead of its start.</param>
    public DateTime? Time(string name, bool endOfDay = false)
    {
        // No max length: the max length of the request line bounds the number of decimals.
        if (Value(name, AsWritten) is not { } text)
        {
            return null;
        }

        // A client that does not escape the + of a zone sends a space.
        if (IsoTime.TryParse(text, endOfDay, out var utc) || IsoTime.TryParse(RestorePlus(text), endOfDay, out utc))
        {
            return utc;
        }

        Faults.Add(Source, name, "must be an ISO 8601 date or date and time, e.g. 2025-12-31 or 2025-12-31T10:00:00Z", "datetime_parsing");
        return null;
    }

    public Guid? Id(string name)
    {
        if (Value(name, ShortId) is not { } text)
        {
            return null;
        }

        if (Uuid.TryParse(text, out var id))
        {
            return id;
        }

        Faults.Add(Source, name, "must be a UUID", "uuid_parsing");
        return null;
    }

    private string? Value(string name, TextRule rule)
    {
        if (!query.TryGetValue(name, out var values) || values.FirstOrDefault(value => !string.IsNullOrEmpty(value)) is not { } given)
        {
            return null;
        }

        return IsText(name, given, rule, out var text) ? text : null;
    }

    // The framework leaves escapes that are not valid UTF-8 undecoded: %FF is then a text of three characters.
    private bool IsText(string name, string given, TextRule rule, out string text)
    {
        if (rule.Apply(given, out text) is var (message, type))
        {
            Faults.Add(Source, name, message, type);
            return false;
        }

        return true;
    }

    private static IEnumerable<string> Parts(string value) =>
        value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(part => !VisibleText.IsBlank(part));

    private static string RestorePlus(string text) =>
        text.LastIndexOf(' ') is var space and > 10 ? string.Concat(text.AsSpan(0, space), "+", text.AsSpan(space + 1)) : text;
}
