using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Modules.Identity;

/// <summary>The user's id in the <c>sub</c> of tokens.</summary>
public enum TokenSubject
{
    /// <summary><see cref="User.Id"/>, a UUID.</summary>
    Id,

    /// <summary><see cref="User.Number"/> as text (documents 001, 004).</summary>
    Number,
}

/// <summary>The audit events of a system with an audit log.</summary>
/// <param name="LogIn">The event of a login.</param>
/// <param name="PasswordChanged">The event of a change by the owner or a reset by an operator.</param>
public sealed record IdentityAuditEvents(string LogIn, string PasswordChanged);

public sealed record PersonName(string First, string Last);

/// <summary>The rules of a system's accounts and sessions.</summary>
public sealed record IdentityPolicy
{
    public required PasswordRules Passwords { get; init; }

    /// <summary>Null where the contract has no usernames.</summary>
    public UsernameRules? Usernames { get; init; }

    /// <summary>The claims and the lifetime of access tokens.</summary>
    public required TokenPolicy AccessToken { get; init; }

    /// <summary>From the issue of a refresh token to its expiry; null when the system has none. Each use issues a new one.</summary>
    public TimeSpan? RefreshTokenLifetime { get; init; }

    /// <summary>Default: the UUID.</summary>
    public TokenSubject TokenSubject { get; init; }

    /// <summary>The role of new users; default: <see cref="Roles.User"/>.</summary>
    public string DefaultRole { get; init; } = Roles.User;

    /// <summary>The name of accounts that an operator creates without one; null where names are optional.</summary>
    public PersonName? OperatorName { get; init; }

    /// <summary>Null: no audit entries.</summary>
    public IdentityAuditEvents? AuditEvents { get; init; }
}
