using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Systems.ShopFlow.Auth;

/// <summary>The rules of this system's accounts and sessions (document 003 §4.1).</summary>
internal static class AuthPolicies
{
    /// <summary>The default lifetime of access tokens.</summary>
    public const int AccessTokenMinutes = 60;

    public static PasswordRules Passwords { get; } = new(MinLength: 8, NeedsEveryKind: true);

    public static IdentityPolicy Identity(TimeSpan accessTokenLifetime) => new()
    {
        Passwords = Passwords,
        AccessToken = new TokenPolicy(OptionalClaims.Email | OptionalClaims.Role | OptionalClaims.IssuedAt, accessTokenLifetime),
        RefreshTokenLifetime = TimeSpan.FromDays(30),
        DefaultRole = ShopFlowRoles.Customer,
        OperatorName = new PersonName("Shop", "Operator"),
    };
}
