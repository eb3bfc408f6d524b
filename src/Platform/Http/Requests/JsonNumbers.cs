using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tracker.Platform.Http.Requests;

/// <summary>What a decimal number must be like.</summary>
/// <param name="Min">The least value.</param>
/// <param name="Max">The greatest value, below 10^20.</param>
/// <param name="Decimals">The most decimal places that are not zero, up to 8: <c>49.990</c> has two.</param>
public sealed record DecimalRule(decimal Min, decimal Max, int Decimals)
{
    /// <summary>Whether <see cref="Min"/> itself is too little.</summary>
    public bool MinIsExclusive { get; init; }
}

/// <summary>Reads numbers from bodies. They are taken by value and exactly, never by way of a binary fraction.</summary>
public static partial class JsonNumbers
{
    /// <summary>Longer whole parts are out of every range; together with a few decimals they still fit a <see cref="decimal"/>.</summary>
    private const int MaxWholeDigits = 20;

    /// <summary>A whole number that must be there. Written with a fraction or an exponent it is none, whatever its value.</summary>
    /// <returns>The number; 0 when it is at fault.</returns>
    public static long RequiredInteger(this JsonFields fields, string name, long min)
    {
        if (!fields.TryRequire(name, out var member))
        {
            return 0;
        }

        member = fields.Literal(member);
        if (member.ValueKind == JsonValueKind.Number && member.TryGetInt64(out var number) && number >= min)
        {
            return number;
        }

        fields.Faults.Add(JsonFields.Source, fields.PathOf(name), $"must be a whole number, at least {min}", "int_parsing");
        return 0;
    }

    /// <summary>A decimal number that must be there.</summary>
    /// <returns>The number without trailing zeros; 0 when it is at fault.</returns>
    public static decimal RequiredDecimal(this JsonFields fields, string name, DecimalRule rule)
    {
        if (!fields.TryRequire(name, out var member))
        {
            return 0;
        }

        member = fields.Literal(member);
        if (member.ValueKind != JsonValueKind.Number)
        {
            fields.Faults.Add(JsonFields.Source, fields.PathOf(name), "must be a number", "decimal_type");
            return 0;
        }

        if (FaultOf(member.GetRawText(), rule, out var value) is not { } fault)
        {
            return value;
        }

        fields.Faults.Add(JsonFields.Source, fields.PathOf(name), fault.Message, fault.Type);
        return 0;
    }

    private static (string Message, string Type)? FaultOf(string json, DecimalRule rule, out decimal value)
    {
        value = 0;
        var match = Number().Match(json);
        var digits = (match.Groups["whole"].Value + match.Groups["fraction"].Value).TrimStart('0');
        var significant = digits.TrimEnd('0');
        if (significant.Length == 0)
        {
            return OutOfRange(0, rule);
        }

        var isNegative = json[0] == '-';
        // The value is 0.significant times ten to this; an exponent nobody could mean is cut to one that is out of every range.
        var exponent = BigExponent(match.Groups["exponent"].Value) - match.Groups["fraction"].Length + digits.Length;
        if (exponent > MaxWholeDigits)
        {
            return OutOfRange(isNegative ? decimal.MinValue : decimal.MaxValue, rule);
        }

        var decimals = significant.Length - exponent;
        if (decimals > rule.Decimals)
        {
            return ($"must have at most {rule.Decimals} decimal places", "decimal_max_places");
        }

        var unscaled = decimal.Parse(significant + new string('0', (int)Math.Max(0, -decimals)), NumberStyles.None, CultureInfo.InvariantCulture);
        value = (isNegative ? -unscaled : unscaled) / Power((int)Math.Max(0, decimals));
        return OutOfRange(value, rule);
    }

    private static (string Message, string Type)? OutOfRange(decimal value, DecimalRule rule)
    {
        if (value < rule.Min || (rule.MinIsExclusive && value == rule.Min))
        {
            return rule.MinIsExclusive
                ? ($"must be greater than {rule.Min}", "greater_than")
                : ($"must be at least {rule.Min}", "greater_than_equal");
        }

        return value > rule.Max ? ($"must be at most {rule.Max}", "less_than_equal") : null;
    }

    private static long BigExponent(string text) =>
        text.Length == 0 ? 0
        : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var exponent) ? exponent
        : text[0] == '-' ? int.MinValue : int.MaxValue;

    private static decimal Power(int decimals)
    {
        var power = 1m;
        for (var i = 0; i < decimals; i++)
        {
            power *= 10;
        }

        return power;
    }

    // What JSON allows as a number; the reader has checked it.
    [GeneratedRegex(
        @"^-?(?<whole>[0-9]+)(\.(?<fraction>[0-9]+))?([eE](?<exponent>[+-]?[0-9]+))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
