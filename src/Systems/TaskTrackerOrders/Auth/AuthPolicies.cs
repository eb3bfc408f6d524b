using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Systems.TaskTrackerOrders.Auth;

/// <summary>The rules of this system's accounts and sessions.</summary>
internal static class AuthPolicies
{
    /// <summary>The default lifetime of access tokens.</summary>
    public const int AccessTokenMinutes = 30;

    public static PasswordRules Passwords { get; } = new(MinLength: 8);

    public static IdentityPolicy Identity(TimeSpan accessTokenLifetime) => new()
    {
        Passwords = Passwords,
        AccessToken = new TokenPolicy(OptionalClaims.Email, accessTokenLifetime),
        RefreshTokenLifetime = TimeSpan.FromDays(30),
    };
}
