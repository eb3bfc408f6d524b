using System.Diagnostics.CodeAnalysis;

namespace Tracker.Platform.Security.Tokens;

public enum TokenStatus
{
    Missing,

    /// <summary>Not an HS256 token with <c>sub</c> and <c>exp</c>: wrong form, size or algorithm.</summary>
    Malformed,

    /// <summary>Not signed with one of our secrets.</summary>
    BadSignature,

    /// <summary>Its <c>exp</c> has passed; there is no leeway.</summary>
    Expired,

    /// <summary>Its <c>iat</c> or <c>nbf</c> is more than 5 s ahead.</summary>
    NotYetValid,

    Valid,
}

/// <summary>The result of <see cref="JwtVerifier.Verify"/>: the claims, or why there are none.</summary>
public readonly record struct TokenVerdict
{
    private readonly TokenClaims? claims;

    internal TokenVerdict(TokenStatus status) => Status = status;

    internal TokenVerdict(TokenClaims claims) => (Status, this.claims) = (TokenStatus.Valid, claims);

    /// <summary>The client gets the same 401 for every failure; the status is for tests.</summary>
    public TokenStatus Status { get; }

    public bool IsValid([NotNullWhen(true)] out TokenClaims? valid)
    {
        valid = claims;
        return valid is not null;
    }
}
