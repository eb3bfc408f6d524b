using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Systems.TaskManager.Auth;

/// <summary>The rules of this system's accounts and sessions.</summary>
internal static class AuthPolicies
{
    /// <summary>The default lifetime of access tokens.</summary>
    public const int AccessTokenMinutes = 30;

    public static PasswordRules Passwords { get; } = new(MinLength: 6);

    public static UsernameRules Usernames { get; } = new(MinLength: 1, MaxLength: 100);

    public static IdentityPolicy Identity(TimeSpan accessTokenLifetime) => new()
    {
        Passwords = Passwords,
        Usernames = Usernames,
        AccessToken = new TokenPolicy(OptionalClaims.None, accessTokenLifetime),
        TokenSubject = TokenSubject.Number,
    };
}
