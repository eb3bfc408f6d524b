using System.Diagnostics.CodeAnalysis;

namespace Tracker.Platform.Primitives;

/// <summary>A UUID as text (RFC 9562 §4): 36 characters, digits and hyphens, in either case.</summary>
public static class Uuid
{
    /// <summary>
    /// <see cref="Guid.TryParseExact(string?, string?, out Guid)"/> alone also accepts white space around the text, and signs and <c>0x</c>
    /// in it.
    /// </summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Guid id)
    {
        Span<char> canonical = stackalloc char[36];
        return Guid.TryParseExact(text, "D", out id)
            && id.TryFormat(canonical, out _)
            && text.AsSpan().Equals(canonical, StringComparison.OrdinalIgnoreCase);
    }
}
