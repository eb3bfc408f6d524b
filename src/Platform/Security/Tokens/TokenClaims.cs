namespace Tracker.Platform.Security.Tokens;

/// <summary>The claims of a valid access token.</summary>
public sealed class TokenClaims
{
    internal TokenClaims(string subject, DateTime expiresAt) => (Subject, ExpiresAt) = (subject, expiresAt);

    /// <summary><c>sub</c>: the user's id, or a service's name.</summary>
    public string Subject { get; }

    /// <summary><c>exp</c>, UTC.</summary>
    public DateTime ExpiresAt { get; }

    /// <summary><c>email</c>; null when absent.</summary>
    public string? Email { get; init; }

    /// <summary><c>role</c>; null when absent.</summary>
    public string? Role { get; init; }

    /// <summary><c>sid</c>: the session that the token was issued in; null when absent.</summary>
    public string? Session { get; init; }

    /// <summary><c>iat</c>, UTC; null when absent.</summary>
    public DateTime? IssuedAt { get; init; }
}
