using System.Buffers;
using System.Buffers.Text;
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

    /// <param name="token">Compact form, without <c>Bearer</c>; empty when missing; max 4096 characters.</param>
    public TokenVerdict Verify(ReadOnlySpan<char> token)
    {
        if (token.IsEmpty)
        {
            return new(TokenStatus.Missing);
        }

        Span<byte> buffer = stackalloc byte[JwtFormat.MaxLength];
        if (Ascii.FromUtf16(token, buffer, out var length) != OperationStatus.Done)
        {
            return new(TokenStatus.Malformed);
        }

        ReadOnlySpan<byte> text = buffer[..length];
        var first = text.IndexOf((byte)'.');
        var last = text.LastIndexOf((byte)'.');
        var threeParts = first > 0 && last > first + 1 && !text[(first + 1)..last].Contains((byte)'.');
        if (!threeParts || length - last - 1 != JwtFormat.SignatureLength || text.ContainsAnyExcept(Allowed))
        {
            return new(TokenStatus.Malformed);
        }

        return IsSigned(text[..last], text[(last + 1)..])
            ? Read(text[..first], text[(first + 1)..last])
            : new(TokenStatus.BadSignature);
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

    private TokenVerdict Read(ReadOnlySpan<byte> header, ReadOnlySpan<byte> payload)
    {
        Span<byte> json = stackalloc byte[JwtFormat.MaxLength];
        if (!header.SequenceEqual(JwtFormat.Header) && !(TryDecode(header, json, out var size) && JwtReader.IsHs256(json[..size])))
        {
            return new(TokenStatus.Malformed);
        }

        return TryDecode(payload, json, out size) ? JwtReader.ReadPayload(json[..size], clock.GetUtcNow()) : new(TokenStatus.Malformed);
    }

    private static bool TryDecode(ReadOnlySpan<byte> part, Span<byte> json, out int size) =>
        Base64Url.DecodeFromUtf8(part, json, out _, out size) == OperationStatus.Done;
}
