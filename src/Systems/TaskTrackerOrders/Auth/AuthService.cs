using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Sessions;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Primitives;
using Tracker.Platform.Retention;
using Tracker.Modules.Identity.Passwords;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Systems.TaskTrackerOrders.Auth;

/// <summary>Composes auth-service (document 000, service 1).</summary>
internal static class AuthService
{
    public static WebApplication Build(ServiceContext context)
    {
        var builder = ServiceHost.CreateBuilder(context.Settings, context.Service).AddTelemetry(context);
        var options = AuthOptions.Read(context.Settings);
        context.Settings.ThrowIfInvalid();

        var services = builder.Services;
        services.AddDatabase(new Database(options.DatabaseUrl));
        services.AddMigrations(
            MigrationSet.Embedded("tasktracker-orders-auth", MigrationLayer.System, typeof(AuthService).Assembly, "AuthService"));
        services.AddSingleton<IAuditTrail, NoAuditTrail>();
        services.AddSingleton(options.SigningKeys);
        services.AddSingleton(_ => new PasswordHasher(options.PasswordHashCost));
        services.AddIdentity(AuthPolicies.Identity(options.AccessTokenLifetime));
        services.AddSingleton(provider => new JwtVerifier(options.SigningKeys, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICallerSource>(provider =>
            Callers(provider.GetRequiredService<JwtVerifier>(), provider.GetRequiredService<CallerLookup>()));
        services.AddTrackerHttp(new HttpPolicy(new DetailErrorFormat()) { CorsOrigins = options.CorsOrigins }, AuthJson.Default);
        services.AddOpenApi(document =>
            document.Describe("TaskTracker auth-service", "The accounts, and the tokens that the other services accept."));
        services.WarnOfShortSecret(context.Settings, OrdersSettings.SecretVariable);
        services.AddRetention("accounts", "kept until they are removed by hand");

        var app = builder.Build();
        app.UseTrackerHttp();
        app.MapAuth();
        app.MapHealth();
        app.MapMetrics();
        app.MapApiDocument();
        return app;
    }

    // Each request looks up its user: the token of an account that no longer exists is refused. The token of a service needs no user.
    private static TokenCallers Callers(JwtVerifier tokens, CallerLookup users) => new(tokens, async (claims, ct) =>
        claims.Role == OrdersCallers.Service ? new Caller(claims.Subject, Email: null, OrdersCallers.Service)
        : Uuid.TryParse(claims.Subject, out var id) && await users.FindAsync(id, ct) is { } user
            ? new Caller(user.Id.ToString(), user.Email, Role: null)
            : null);
}
