namespace Tracker.Platform.Security.Tokens;

/// <summary>The claims of a token besides <c>sub</c> and <c>exp</c>, which it always has.</summary>
[Flags]
public enum OptionalClaims
{
    /// <summary>Only <c>sub</c> and <c>exp</c>.</summary>
    None = 0,

    Email = 1,

    Role = 2,

    IssuedAt = 4,

    Session = 8,
}

/// <summary>
/// A system's tokens, for example exactly <c>sub, email, exp</c> for 30 minutes (document 000) or <c>sub, email, role, iat, exp</c> for an
/// hour (document 003 §4.1).
/// </summary>
/// <param name="Claims">A claim without a value is left out.</param>
/// <param name="Lifetime">From issue to expiry, in whole seconds.</param>
public sealed record TokenPolicy(OptionalClaims Claims, TimeSpan Lifetime)
{
    /// <summary>The token of a service: exactly <c>sub</c>, <c>role</c>, <c>iat</c> and <c>exp</c> (document 003 §8.2).</summary>
    public static TokenPolicy OfService(TimeSpan lifetime) => new(OptionalClaims.Role | OptionalClaims.IssuedAt, lifetime);
}

/// <param name="Subject">Becomes <c>sub</c>.</param>
/// <param name="Email">Becomes <c>email</c> if the policy has it.</param>
/// <param name="Role">Becomes <c>role</c> if the policy has it.</param>
public sealed record TokenBearer(string Subject, string? Email, string? Role)
{
    /// <summary>Becomes <c>sid</c> if the policy has it; null for a bearer without a session.</summary>
    public string? Session { get; init; }

    /// <summary>The role of services; their tokens belong to no account (document 003 §8.2).</summary>
    public const string ServiceRole = "service";

    /// <summary>The subject only, since e-mail addresses must not be logged.</summary>
    public override string ToString() => Subject;
}
