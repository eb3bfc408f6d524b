namespace Tracker.Platform.Security.Tokens;

/// <summary>What a valid access token says.</summary>
public sealed class TokenClaims
{
    internal TokenClaims(string subject, DateTime expiresAt) => (Subject, ExpiresAt) = (subject, expiresAt);

    /// <summary><c>sub</c>: the user's id as text, or a service's name.</summary>
    public string Subject { get; }

    /// <summary><c>exp</c>, UTC.</summary>
    public DateTime ExpiresAt { get; }

    /// <summary><c>email</c>; null when the token has none.</summary>
    public string? Email { get; init; }

    /// <summary><c>role</c>; null when the token has none.</summary>
    public string? Role { get; init; }

    /// <summary><c>iat</c>, UTC; null when the token has none.</summary>
    public DateTime? IssuedAt { get; init; }
}
