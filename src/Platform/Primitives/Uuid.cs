using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

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

    /// <summary>The UUID of a name (version 5, RFC 9562 §5.5): the same name gives the same id everywhere.</summary>
    /// <param name="space">The namespace of the name.</param>
    /// <param name="name">Its UTF-8 bytes are hashed.</param>
    [SuppressMessage("Security", "CA5350", Justification = "RFC 9562 prescribes SHA-1. The id is no secret and proves nothing.")]
    public static Guid FromName(Guid space, string name)
    {
        const int IdBytes = 16;
        byte[] input = [.. space.ToByteArray(bigEndian: true), .. Encoding.UTF8.GetBytes(name)];
        var id = SHA1.HashData(input).AsSpan(0, IdBytes);
        id[6] = (byte)((id[6] & 0x0F) | 0x50);
        id[8] = (byte)((id[8] & 0x3F) | 0x80);
        return new Guid(id, bigEndian: true);
    }
}
