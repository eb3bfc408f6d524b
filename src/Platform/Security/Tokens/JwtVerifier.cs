using System.Buffers;
using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace Tracker.Platform.Security.Tokens;

/// <summary>
/// Verifies HS256 tokens. The algorithm is pinned: the header is only compared, never followed. Nothing in the token is read before its
/// signature is verified.
/// </summary>
/// <param name="keys">A token signed with the current or the previous secret is accepted.</param>
public sealed class JwtVerifier(SigningKeys keys, TimeProvider clock)
{
    private static readonly SearchValues<byte> Allowed =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."u8);

    /// <summary>Reads the claims of a valid token. Every other token gets the same 401, so no reason is returned.</summary>
    /// <param name="token">Compact form, without <c>Bearer</c>; max 4096 characters.</param>
    public bool TryVerify(ReadOnlySpan<char> token, [NotNullWhen(true)] out TokenClaims? claims)
    {
        claims = null;
        Span<byte> buffer = stackalloc byte[JwtFormat.MaxLength];
        if (Ascii.FromUtf16(token, buffer, out var length) != OperationStatus.Done)
        {
            return false;
        }

        ReadOnlySpan<byte> text = buffer[..length];
        var first = text.IndexOf((byte)'.');
        var last = text.LastIndexOf((byte)'.');
        var threeParts = first > 0 && last > first + 1 && !text[(first + 1)..last].Contains((byte)'.');
        return threeParts
            && length - last - 1 == JwtFormat.SignatureLength
            && !text.ContainsAnyExcept(Allowed)
            && IsSigned(text[..last], text[(last + 1)..])
            && TryRead(text[..first], text[(first + 1)..last], out claims);
    }

    private bool IsSigned(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        Span<byte> expected = stackalloc byte[JwtFormat.SignatureLength];
        JwtFormat.Sign(keys.Current, signed, expected);
        if (CryptographicOperations.FixedTimeEquals(expected, signature))
        {
            return true;
        }

        if (keys.Previous is null)
        {
            return false;
        }

        JwtFormat.Sign(keys.Previous, signed, expected);
        return CryptographicOperations.FixedTimeEquals(expected, signature);
    }

    private bool TryRead(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload, [NotNullWhen(true)] out TokenClaims? claims)
    {
        claims = null;
        Span<byte> json = stackalloc byte[JwtFormat.MaxLength];
        var pinned = header.SequenceEqual(JwtFormat.Header) || (TryDecode(header, json, out var size) && JwtReader.IsHs256(json[..size]));
        return pinned && TryDecode(payload, json, out size) && JwtReader.TryReadPayload(json[..size], clock.GetUtcNow(), out claims);
    }

    private static bool TryDecode(ReadOnlySpan<byte> part, Span<byte> json, out int size) =>
        Base64Url.DecodeFromUtf8(part, json, out _, out size) == OperationStatus.Done;
}
