using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Modules.Identity;

/// <summary>Which of a user's two ids the <c>sub</c> of a token is.</summary>
public enum TokenSubject
{
    /// <summary><see cref="User.Id"/>, a UUID.</summary>
    Id,

    /// <summary><see cref="User.Number"/> as text (documents 001, 004).</summary>
    Number,
}

/// <summary>The audit events of a system that keeps an audit log.</summary>
/// <param name="LogIn">Somebody logged in.</param>
/// <param name="PasswordChanged">A password was changed by its owner or reset by an operator.</param>
public sealed record IdentityAuditEvents(string LogIn, string PasswordChanged);

/// <summary>A first and a last name.</summary>
/// <param name="First">The first name.</param>
/// <param name="Last">The last name.</param>
public sealed record PersonName(string First, string Last);

/// <summary>How one system wants accounts and sessions to be.</summary>
public sealed record IdentityPolicy
{
    /// <summary>What a new password must be like.</summary>
    public required PasswordRules Passwords { get; init; }

    /// <summary>Claims and lifetime of access tokens.</summary>
    public required TokenPolicy AccessToken { get; init; }

    /// <summary>How long a refresh token may wait to be used; null when the system has none. Each use starts a new term.</summary>
    public TimeSpan? RefreshTokenLifetime { get; init; }

    /// <summary>Which id tokens carry; by default the UUID.</summary>
    public TokenSubject TokenSubject { get; init; }

    /// <summary>The role of those who register; by default <see cref="Roles.User"/>.</summary>
    public string DefaultRole { get; init; } = Roles.User;

    /// <summary>The name of accounts that are opened without one, which only operators do; null where names may be missing.</summary>
    public PersonName? OperatorName { get; init; }

    /// <summary>What is written to the audit trail; null for nothing.</summary>
    public IdentityAuditEvents? AuditEvents { get; init; }
}
