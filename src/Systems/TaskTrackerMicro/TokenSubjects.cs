using System.Globalization;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Systems.TaskTrackerMicro;

/// <summary>The subject of this system's tokens: a user's number as text.</summary>
internal static class TokenSubjects
{
    /// <summary>Trusts the signature alone, in services without accounts (document 001, "Authentication Flow").</summary>
    public static TokenCallers Callers(JwtVerifier tokens) =>
        new(tokens, claims => TryRead(claims, out _) ? new Caller(claims.Subject, Email: null, Role: null) : null);

    /// <returns>False for the token of a service, which has no user.</returns>
    public static bool TryRead(TokenClaims claims, out long number)
    {
        number = 0;
        return claims.Role != TokenBearer.ServiceRole
            && long.TryParse(claims.Subject, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
