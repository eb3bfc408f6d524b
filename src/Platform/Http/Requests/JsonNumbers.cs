using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tracker.Platform.Http.Requests;

/// <summary>The limits of a decimal number.</summary>
/// <param name="Max">Below 10^20.</param>
/// <param name="Decimals">The max number of decimal places without trailing zeros, up to 8: <c>49.990</c> has two.</param>
public sealed record DecimalRule(decimal Min, decimal Max, int Decimals)
{
    /// <summary>True when the value must be greater than <see cref="Min"/>.</summary>
    public bool MinIsExclusive { get; init; }
}

/// <summary>Reads numbers of bodies exactly, without a conversion to a binary fraction.</summary>
public static partial class JsonNumbers
{
    /// <summary>Longer whole parts are out of every range. This many, with 8 decimals, still fit a <see cref="decimal"/>.</summary>
    private const int MaxWholeDigits = 20;

    /// <summary>A required whole number. A number with a fraction or an exponent is a fault, whatever its value.</summary>
    /// <returns>0 when it is not valid.</returns>
    public static long RequiredInteger(this JsonFields fields, string name, long min, long max = long.MaxValue)
    {
        if (!fields.TryRequire(name, out var member))
        {
            return 0;
        }

        member = fields.Literal(member);
        if (member.ValueKind != JsonValueKind.Number || !member.TryGetInt64(out var number) || number < min)
        {
            fields.Faults.Add(JsonFields.Source, fields.PathOf(name), $"must be a whole number, at least {min}", "int_parsing");
            return 0;
        }

        if (number > max)
        {
            fields.Faults.Add(JsonFields.Source, fields.PathOf(name), $"must be at most {max}", "less_than_equal");
            return 0;
        }

        return number;
    }

    /// <summary>A whole number as in <see cref="RequiredInteger"/>.</summary>
    /// <param name="nullIsAbsent">False when null is a fault.</param>
    /// <returns>Null when it is absent or not valid.</returns>
    public static int? OptionalInteger(this JsonFields fields, string name, int min, int max, bool nullIsAbsent = true)
    {
        if (!fields.TryGet(name, out var member) || (nullIsAbsent && member.ValueKind == JsonValueKind.Null))
        {
            return null;
        }

        member = fields.Literal(member);
        if (member.ValueKind == JsonValueKind.Number && member.TryGetInt32(out var number) && number >= min && number <= max)
        {
            return number;
        }

        fields.Faults.Add(JsonFields.Source, fields.PathOf(name), $"must be a whole number from {min} to {max}", "int_parsing");
        return null;
    }

    /// <returns>The number without trailing zeros; 0 when it is not valid.</returns>
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
        // The value is 0.significant times ten to this exponent. A huge exponent is clamped to one that is out of every range.
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

        var zeros = new string('0', (int)Math.Max(0, -decimals));
        var unscaled = decimal.Parse(significant + zeros, NumberStyles.None, CultureInfo.InvariantCulture);
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

    // Matches every JSON number; the parser has checked the syntax.
    [GeneratedRegex(
        @"^-?(?<whole>[0-9]+)(\.(?<fraction>[0-9]+))?([eE](?<exponent>[+-]?[0-9]+))?$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000)]
    private static partial Regex Number();
}
