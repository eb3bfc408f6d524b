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

    public static TokenVerdict ReadPayload(ReadOnlySpan<byte> json, DateTimeOffset now)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            string? subject = null, email = null, role = null;
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
                else reader.Skip();
            }

            return subject is null || expires is null
                ? new(TokenStatus.Malformed)
                : Judge(
                    new TokenClaims(subject, Time(expires.Value))
                    {
                        Email = email,
                        Role = role,
                        IssuedAt = issued is { } at ? Time(at) : null,
                    },
                    notBefore,
                    now);
        }
        // The reader throws InvalidOperationException for the wrong type and for lone surrogates.
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or ArgumentOutOfRangeException)
        {
            return new(TokenStatus.Malformed);
        }
    }

    private static TokenVerdict Judge(TokenClaims claims, double? notBefore, DateTimeOffset now)
    {
        var latestStart = now.UtcDateTime.AddSeconds(Leeway);
        if (now.UtcDateTime >= claims.ExpiresAt)
        {
            return new(TokenStatus.Expired);
        }

        return claims.IssuedAt > latestStart || (notBefore is { } start && Time(start) > latestStart)
            ? new(TokenStatus.NotYetValid)
            : new(claims);
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
