using System.Globalization;
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
using Tracker.Modules.Identity.Passwords;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Systems.TaskManager.Auth;

/// <summary>Composes auth-service (document 004, "Auth Service").</summary>
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
            MigrationSet.Embedded("task-manager-auth", MigrationLayer.System, typeof(AuthService).Assembly, "AuthService"));
        services.AddSingleton<IAuditTrail, NoAuditTrail>();
        services.AddSingleton(options.SigningKeys);
        services.AddSingleton(_ => new PasswordHasher(options.PasswordHashCost));
        services.AddIdentity(AuthPolicies.Identity(options.AccessTokenLifetime));
        services.AddSingleton(provider => new JwtVerifier(options.SigningKeys, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICallerSource>(provider =>
            Callers(provider.GetRequiredService<JwtVerifier>(), provider.GetRequiredService<CallerLookup>()));
        services.AddTrackerHttp(new HttpPolicy(new DetailErrorFormat()), AuthJson.Default);
        services.AddOpenApi(document => document.Describe(
            "Task Manager auth-service", "The accounts of the task manager, and the tokens that the other services accept."));
        services.WarnOfShortSecret(context.Settings, TaskManagerSettings.SecretVariable);

        var app = builder.Build();
        app.UseTrackerHttp();
        app.MapAuth();
        app.MapHealth(context.Service);
        app.MapMetrics();
        app.MapApiDocument();
        return app;
    }

    // Each request looks up its user, so that deactivation takes effect immediately. The token of a service has no user.
    private static TokenCallers Callers(JwtVerifier tokens, CallerLookup users) => new(tokens, async (claims, ct) =>
        claims.Role != TokenBearer.ServiceRole
        && long.TryParse(claims.Subject, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && await users.FindAsync(number, ct) is { } user
            ? new Caller(claims.Subject, user.Email, user.Role)
            : null);
}
