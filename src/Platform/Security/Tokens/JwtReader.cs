using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Tracker.Platform.Security.Tokens;

/// <summary>Reads the two JSON parts of a token whose signature is valid.</summary>
internal static class JwtReader
{
    private const int Leeway = 5;

    /// <summary>Whether the header has <c>alg: HS256</c> and no critical extension.</summary>
    public static bool IsHs256(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            var pinned = false;
            ExpectObject(ref reader);
            while (NextMember(ref reader))
            {
                if (reader.ValueTextEquals("crit"u8))
                {
                    return false;
                }

                var isAlgorithm = reader.ValueTextEquals("alg"u8);
                reader.Read();
                pinned = isAlgorithm ? reader.TokenType == JsonTokenType.String && reader.ValueTextEquals("HS256"u8) : pinned;
                reader.Skip();
            }

            return pinned;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>
    /// Reads the claims of a token that has <c>sub</c> and <c>exp</c> and is valid now. An <c>iat</c> or <c>nbf</c> may be 5 s ahead;
    /// <c>exp</c> has no leeway.
    /// </summary>
    public static bool TryReadPayload(ReadOnlySpan<byte> json, DateTimeOffset now, [NotNullWhen(true)] out TokenClaims? claims)
    {
        claims = null;
        try
        {
            var reader = new Utf8JsonReader(json);
            string? subject = null, email = null, role = null, session = null;
            double? issued = null, notBefore = null, expires = null;
            ExpectObject(ref reader);
            while (NextMember(ref reader))
            {
                if (IsMember(ref reader, "sub"u8)) subject = reader.GetString();
                else if (IsMember(ref reader, "exp"u8)) expires = reader.GetDouble();
                else if (IsMember(ref reader, "iat"u8)) issued = reader.GetDouble();
                else if (IsMember(ref reader, "nbf"u8)) notBefore = reader.GetDouble();
                else if (IsMember(ref reader, "email"u8)) email = reader.GetString();
                else if (IsMember(ref reader, "role"u8)) role = reader.GetString();
                else if (IsMember(ref reader, "sid"u8)) session = reader.GetString();
                else reader.Skip();
            }

            if (subject is null || expires is null)
            {
                return false;
            }

            var read = new TokenClaims(subject, Time(expires.Value))
            {
                Email = email,
                Role = role,
                Session = session,
                IssuedAt = issued is { } at ? Time(at) : null,
            };
            claims = IsCurrent(read, notBefore, now) ? read : null;
            return claims is not null;
        }
        // The reader throws InvalidOperationException for the wrong type and for lone surrogates.
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    private static bool IsCurrent(TokenClaims claims, double? notBefore, DateTimeOffset now)
    {
        var latestStart = now.UtcDateTime.AddSeconds(Leeway);
        return now.UtcDateTime < claims.ExpiresAt
            && !(claims.IssuedAt > latestStart)
            && !(notBefore is { } start && Time(start) > latestStart);
    }

    /// <summary>A NumericDate (RFC 7519 §2): seconds since 1970, possibly with a fraction.</summary>
    private static DateTime Time(double seconds) => DateTime.UnixEpoch.AddSeconds(seconds);

    private static void ExpectObject(ref Utf8JsonReader reader)
    {
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            throw new JsonException();
        }
    }

    private static bool NextMember(ref Utf8JsonReader reader)
    {
        if (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            return true;
        }

        // The reader throws when anything follows the object.
        reader.Read();
        return false;
    }

    /// <summary>Advances to the value when the member has this name.</summary>
    private static bool IsMember(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name) && reader.Read();
}
