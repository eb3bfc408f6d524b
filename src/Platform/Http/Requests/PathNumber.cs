using System.Globalization;
using System.Numerics;

namespace Tracker.Platform.Http.Requests;

/// <summary>A whole number in a path. A malformed one is a fault of the request.</summary>
/// <param name="Value">
/// Null when the text is not a whole number. A number out of range is clamped to <see cref="long"/>: nothing has that number either.
/// </param>
public readonly record struct PathNumber(long? Value)
{
    /// <summary>Always returns true; <see cref="Read"/> reports a malformed number.</summary>
    public static bool TryParse(string? text, out PathNumber number)
    {
        number = new PathNumber(
            BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? (long)BigInteger.Clamp(value, long.MinValue, long.MaxValue)
                : null);
        return true;
    }

    /// <param name="name">The route parameter, for the fault.</param>
    /// <param name="faults">Gets a fault when the text is not a whole number.</param>
    /// <returns>0 when it is not valid.</returns>
    public long Read(string name, FaultList faults)
    {
        if (Value is null)
        {
            faults.Add("path", name, "must be a whole number", "int_parsing");
        }

        return Value ?? 0;
    }
}
