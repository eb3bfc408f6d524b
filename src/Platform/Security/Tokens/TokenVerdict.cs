using System.Diagnostics.CodeAnalysis;

namespace Tracker.Platform.Security.Tokens;

/// <summary>What checking a token came to.</summary>
public enum TokenStatus
{
    /// <summary>There was no token.</summary>
    Missing,

    /// <summary>It is no HS256 token with <c>sub</c> and <c>exp</c>: the wrong form, size or algorithm.</summary>
    Malformed,

    /// <summary>None of our secrets signed it.</summary>
    BadSignature,

    /// <summary>Its <c>exp</c> has come; there is no leeway.</summary>
    Expired,

    /// <summary>Its <c>iat</c> or <c>nbf</c> lies more than 5 s ahead.</summary>
    NotYetValid,

    /// <summary>It may be trusted.</summary>
    Valid,
}

/// <summary>The result of <see cref="JwtVerifier.Verify"/>: the claims, or why there are none.</summary>
public readonly record struct TokenVerdict
{
    private readonly TokenClaims? claims;

    internal TokenVerdict(TokenStatus status) => Status = status;

    internal TokenVerdict(TokenClaims claims) => (Status, this.claims) = (TokenStatus.Valid, claims);

    /// <summary>Valid, or why not. The client gets 401 either way; tests tell the reasons apart.</summary>
    public TokenStatus Status { get; }

    /// <summary>Tells whether the token is valid.</summary>
    /// <param name="valid">What it says, if so.</param>
    public bool IsValid([NotNullWhen(true)] out TokenClaims? valid)
    {
        valid = claims;
        return valid is not null;
    }
}
