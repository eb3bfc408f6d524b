namespace Tracker.Platform.Security.Tokens;

/// <summary>Claims a token may carry besides <c>sub</c> and <c>exp</c>, which it always has.</summary>
[Flags]
public enum OptionalClaims
{
    /// <summary>Only <c>sub</c> and <c>exp</c>.</summary>
    None = 0,

    /// <summary><c>email</c>.</summary>
    Email = 1,

    /// <summary><c>role</c>.</summary>
    Role = 2,

    /// <summary><c>iat</c>.</summary>
    IssuedAt = 4,
}

/// <summary>What a system's tokens look like, e.g. exactly <c>sub, email, exp</c> for 30 minutes (document 000) or <c>sub, email, role, iat, exp</c>
/// for an hour (document 003 §4.1).</summary>
/// <param name="Claims">The claims besides <c>sub</c> and <c>exp</c>; one whose value is unknown is left out.</param>
/// <param name="Lifetime">From issue to expiry, in whole seconds.</param>
public sealed record TokenPolicy(OptionalClaims Claims, TimeSpan Lifetime)
{
    /// <summary>The token of a service: exactly <c>sub</c>, <c>role</c>, <c>iat</c> and <c>exp</c> (document 003 §8.2).</summary>
    public static TokenPolicy OfService(TimeSpan lifetime) => new(OptionalClaims.Role | OptionalClaims.IssuedAt, lifetime);
}

/// <summary>Whom a token is for.</summary>
/// <param name="Subject">Becomes <c>sub</c>.</param>
/// <param name="Email">Becomes <c>email</c>, if the policy wants it.</param>
/// <param name="Role">Becomes <c>role</c>, if the policy wants it.</param>
public sealed record TokenBearer(string Subject, string? Email, string? Role)
{
    /// <summary>The role of another service; such tokens belong to no account (document 003 §8.2).</summary>
    public const string ServiceRole = "service";

    /// <summary>The name only: an e-mail address has no place in a log.</summary>
    public override string ToString() => Subject;
}
