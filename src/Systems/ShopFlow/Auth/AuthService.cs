using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Accounts;
using Tracker.Modules.Identity.Passwords;
using Tracker.Modules.Identity.Sessions;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.RateLimiting;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Primitives;
using Tracker.Platform.Retention;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Systems.ShopFlow.Auth;

/// <summary>Composes auth-service (document 003 §2.1).</summary>
internal static class AuthService
{
    public static WebApplication Build(ServiceContext context)
    {
        var builder = ServiceHost.CreateBuilder(context.Settings, context.Service).AddTelemetry(context);
        var options = AuthOptions.Read(context.Settings, AuthPolicies.Passwords);
        context.Settings.ThrowIfInvalid();

        var services = builder.Services;
        services.AddDatabase(new Database(options.DatabaseUrl));
        services.AddMigrations(MigrationSet.Embedded("shopflow-auth", MigrationLayer.System, typeof(AuthService).Assembly, "AuthService"));
        services.AddSingleton<IAuditTrail, NoAuditTrail>();
        services.AddSingleton(options.SigningKeys);
        services.AddSingleton(_ => new PasswordHasher(options.PasswordHashCost));
        services.AddIdentity(AuthPolicies.Identity(options.AccessTokenLifetime));
        services.AddSingleton(provider => new JwtVerifier(options.SigningKeys, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICallerSource>(provider =>
            Callers(provider.GetRequiredService<JwtVerifier>(), provider.GetRequiredService<CallerLookup>()));
        services.AddTrackerHttp(new HttpPolicy(new EnvelopeErrorFormat()) { CorsOrigins = options.CorsOrigins }, AuthJson.Default);
        services.AddRateLimiting(everywhere: null, options.TrustedProxies);
        services.AddOpenApi(document =>
            document.Describe("ShopFlow auth-service", "The accounts of the shop, and the tokens that the other services accept."));
        services.WarnOfShortSecret(context.Settings, ShopFlowSettings.SecretVariable);
        services.AddRetention(
            "deactivated accounts",
            "deleted permanently 90 days after they were deactivated",
            provider => provider.GetRequiredService<PurgeDeactivatedUsers>());
        services.AddAdmin(options.Admin);

        var app = builder.Build();
        app.UseTrackerHttp();
        app.MapAuth(new RateLimitPolicy(options.RateLimitPerMinute) { Bucket = "auth" });
        app.MapHealth();
        app.MapMetrics();
        app.MapApiDocument();
        return app;
    }

    // Each request looks up its user, so that deactivation and role changes take effect immediately. The token of a service needs no user
    // (document 003 §8.2).
    private static TokenCallers Callers(JwtVerifier tokens, CallerLookup users) => new(tokens, async (claims, ct) =>
        claims.Role == ShopFlowRoles.Service ? new Caller(claims.Subject, Email: null, ShopFlowRoles.Service)
        : Uuid.TryParse(claims.Subject, out var id) && await users.FindAsync(id, ct) is { } user
            ? new Caller(user.Id.ToString(), user.Email, user.Role)
            : null);
}
