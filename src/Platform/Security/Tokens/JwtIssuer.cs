using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Tracker.Platform.Security.Tokens;

/// <summary>Signs access and service tokens with HS256.</summary>
public sealed class JwtIssuer(SigningKeys keys, TimeProvider clock)
{
    // A token is not HTML: '+' in an address stays '+'.
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Creates a token, valid from now, in compact form.</summary>
    public string Issue(TokenBearer bearer, TokenPolicy policy)
    {
        var payload = new ArrayBufferWriter<byte>(256);
        WritePayload(payload, bearer, policy, clock.GetUtcNow().ToUnixTimeSeconds());

        var header = JwtFormat.Header;
        var signed = header.Length + 1 + Base64Url.GetEncodedLength(payload.WrittenCount);
        var token = new byte[signed + 1 + JwtFormat.SignatureLength];
        header.CopyTo(token);
        token[header.Length] = (byte)'.';
        Base64Url.EncodeToUtf8(payload.WrittenSpan, token.AsSpan(header.Length + 1));
        token[signed] = (byte)'.';
        JwtFormat.Sign(keys.Current, token.AsSpan(0, signed), token.AsSpan(signed + 1));
        return Encoding.ASCII.GetString(token);
    }

    private static void WritePayload(ArrayBufferWriter<byte> buffer, TokenBearer bearer, TokenPolicy policy, long now)
    {
        using var json = new Utf8JsonWriter(buffer, Json);
        json.WriteStartObject();
        json.WriteString("sub", bearer.Subject);
        if (policy.Claims.HasFlag(OptionalClaims.Email) && bearer.Email is not null)
        {
            json.WriteString("email", bearer.Email);
        }

        if (policy.Claims.HasFlag(OptionalClaims.Role) && bearer.Role is not null)
        {
            json.WriteString("role", bearer.Role);
        }

        if (policy.Claims.HasFlag(OptionalClaims.Session) && bearer.Session is not null)
        {
            json.WriteString("sid", bearer.Session);
        }

        if (policy.Claims.HasFlag(OptionalClaims.IssuedAt))
        {
            json.WriteNumber("iat", now);
        }

        json.WriteNumber("exp", now + (long)policy.Lifetime.TotalSeconds);
        json.WriteEndObject();
    }
}
