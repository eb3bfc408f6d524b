using System.Net;
using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Http;
using Tracker.Platform.Persistence;
using Tracker.Platform.Security;
using Tracker.Platform.Settings;

namespace Tracker.Systems.ShopFlow.Auth;

/// <summary>The configuration of <c>auth-service</c>.</summary>
internal sealed record AuthOptions
{
    private static readonly Setting<int> TokenMinutes = IdentitySettings.AccessTokenMinutes(AuthPolicies.AccessTokenMinutes);

    private static readonly Setting<int> RateLimit =
        HttpSettings.RateLimit("RATE_LIMIT_AUTH_PER_MINUTE", "an address: registrations, logins and refreshes", 100);

    public static IReadOnlyList<SettingGroup> Settings { get; } =
    [
        DatabaseSettings.Group,
        ShopFlowSettings.Tokens,
        ShopFlowSettings.Pages,
        IdentitySettings.Group,
        HttpSettings.Proxies,
        new("Logins", TokenMinutes, RateLimit),
    ];

    /// <summary>A <c>postgres://</c> URL.</summary>
    public required string DatabaseUrl { get; init; }

    public required SigningKeys SigningKeys { get; init; }

    public required TimeSpan AccessTokenLifetime { get; init; }

    /// <summary>The bcrypt cost of new passwords.</summary>
    public required int PasswordHashCost { get; init; }

    public required IReadOnlyList<string> CorsOrigins { get; init; }

    /// <summary>Max registrations, logins and refreshes of one address together per minute; 0 for no limit.</summary>
    public required int RateLimitPerMinute { get; init; }

    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    /// <summary>The admin to create at startup; null for none.</summary>
    public required AdminAccount? Admin { get; init; }

    public static AuthOptions Read(ServiceSettings settings, PasswordRules passwords) => new()
    {
        DatabaseUrl = settings.DatabaseUrl(),
        SigningKeys = settings.SigningKeys(ShopFlowSettings.SecretVariable),
        AccessTokenLifetime = TimeSpan.FromMinutes(settings.Read(TokenMinutes)),
        PasswordHashCost = settings.PasswordHashCost(),
        CorsOrigins = settings.Read(ShopFlowSettings.CorsOrigins),
        RateLimitPerMinute = settings.Read(RateLimit),
        TrustedProxies = settings.Read(HttpSettings.TrustedProxies),
        Admin = AdminAccount.Read(settings, passwords),
    };
}
