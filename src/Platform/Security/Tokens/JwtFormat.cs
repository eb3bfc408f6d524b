using System.Buffers.Text;
using System.Security.Cryptography;

namespace Tracker.Platform.Security.Tokens;

/// <summary>
/// The compact form of a JSON Web Token (RFC 7519): <c>header.payload.signature</c>, each in base64url without padding.
/// </summary>
internal static class JwtFormat
{
    /// <summary>Longer tokens are rejected without reading them.</summary>
    public const int MaxLength = 4096;

    /// <summary>The length of a 32-byte signature in base64url.</summary>
    public const int SignatureLength = 43;

    /// <summary><c>{"alg":"HS256","typ":"JWT"}</c>, as the issuer writes it.</summary>
    public static ReadOnlySpan<byte> Header => "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"u8;

    /// <summary>
    /// Writes the signature of <paramref name="signed"/> as text. Texts are compared, so that a signature has only one valid spelling.
    /// </summary>
    public static void Sign(Secret key, ReadOnlySpan<byte> signed, Span<byte> signature)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key.Utf8, signed, hash);
        Base64Url.EncodeToUtf8(hash, signature);
    }
}
