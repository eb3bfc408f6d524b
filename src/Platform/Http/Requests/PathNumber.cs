using System.Globalization;
using System.Numerics;

namespace Tracker.Platform.Http.Requests;

/// <summary>An integer in a path. One of the wrong form is a fault of the request, as a field of the body can have one.</summary>
/// <param name="Value">The number, or null when the text is none. One beyond the range of <see cref="long"/> stands for its end, since it
/// names nothing that exists either.</param>
public readonly record struct PathNumber(long? Value)
{
    /// <summary>Lets a route handler take one as a parameter; never fails.</summary>
    public static bool TryParse(string? text, out PathNumber number)
    {
        number = new PathNumber(
            BigInteger.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                ? (long)BigInteger.Clamp(value, long.MinValue, long.MaxValue)
                : null);
        return true;
    }

    /// <summary>The number.</summary>
    /// <param name="name">The parameter of the route, for the fault.</param>
    /// <param name="faults">Gets a fault when the text is no number.</param>
    /// <returns>The number; 0 when it is at fault.</returns>
    public long Read(string name, FaultList faults)
    {
        if (Value is null)
        {
            faults.Add("path", name, "must be a whole number", "int_parsing");
        }

        return Value ?? 0;
    }
}
