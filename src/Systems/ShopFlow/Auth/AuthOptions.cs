using System.Net;
using Tracker.Modules.Identity.Accounts;
using Tracker.Platform.Hosting;
using Tracker.Platform.Security;

namespace Tracker.Systems.ShopFlow.Auth;

/// <summary>The configuration of <c>auth-service</c>.</summary>
internal sealed record AuthOptions
{
    /// <summary>The accounts, as <c>postgres://</c> URL.</summary>
    public required string DatabaseUrl { get; init; }

    public required SigningKeys SigningKeys { get; init; }

    public required TimeSpan AccessTokenLifetime { get; init; }

    /// <summary>The bcrypt cost of new passwords.</summary>
    public required int PasswordHashCost { get; init; }

    public required IReadOnlyList<string> CorsOrigins { get; init; }

    /// <summary>Registrations, logins and refreshes of one address together, a minute; 0 for no limit.</summary>
    public required int RateLimitPerMinute { get; init; }

    public required IReadOnlyList<IPNetwork> TrustedProxies { get; init; }

    /// <summary>The admin to create at start; null for none.</summary>
    public required AdminAccount? Admin { get; init; }

    public static AuthOptions Read(ServiceSettings settings, PasswordRules passwords) => new()
    {
        DatabaseUrl = settings.DatabaseUrl(),
        SigningKeys = settings.SigningKeys(ShopFlowSystem.SecretVariable),
        AccessTokenLifetime = TimeSpan.FromMinutes(settings.Number("ACCESS_TOKEN_EXPIRE_MINUTES", 60, 1, 60 * 24)),
        PasswordHashCost = settings.PasswordHashCost(),
        CorsOrigins = settings.CorsOrigins(""),
        RateLimitPerMinute = settings.RateLimit("RATE_LIMIT_AUTH_PER_MINUTE", 100),
        TrustedProxies = settings.TrustedProxies(),
        Admin = AdminAccount.Read(settings.Verbatim, passwords, settings.Refuse),
    };
}
