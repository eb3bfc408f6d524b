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
using Tracker.Platform.Security.Passwords;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Systems.TaskTrackerMicro.Users;

/// <summary>Composes user-service (document 001, "User Service").</summary>
internal static class UserService
{
    public static WebApplication Build(ServiceContext context)
    {
        var builder = ServiceHost.CreateBuilder(context.Settings, context.Service).AddTelemetry(context);
        var options = UserOptions.Read(context.Settings);
        context.Settings.ThrowIfInvalid();

        var services = builder.Services;
        services.AddDatabase(new Database(options.DatabaseUrl));
        services.AddMigrations(
            MigrationSet.Embedded("tasktracker-micro-users", MigrationLayer.System, typeof(UserService).Assembly, "UserService"));
        services.AddSingleton<IAuditTrail, NoAuditTrail>();
        services.AddSingleton(options.SigningKeys);
        services.AddSingleton(_ => new PasswordHasher(options.PasswordHashCost));
        services.AddIdentity(UserPolicies.Identity(options.AccessTokenLifetime));
        services.AddSingleton(provider => new JwtVerifier(options.SigningKeys, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICallerSource>(provider =>
            Callers(provider.GetRequiredService<JwtVerifier>(), provider.GetRequiredService<CallerLookup>()));
        services.AddTrackerHttp(new HttpPolicy(new DetailErrorFormat()), UserJson.Default);
        services.AddOpenApi(document => document.Describe(
            "TaskTracker user-service", "The accounts of the task tracker, and the tokens that the other services accept."));
        services.WarnOfShortSecret(context.Settings, TaskTrackerMicroSettings.SecretVariable);

        var app = builder.Build();
        app.UseTrackerHttp();
        app.MapUsers();
        app.MapHealth(context.Service);
        app.MapReadiness(context.Service);
        app.MapMetrics();
        app.MapApiDocument();
        return app;
    }

    // Each request looks up its user, so that deactivation takes effect immediately.
    private static TokenCallers Callers(JwtVerifier tokens, CallerLookup users) => new(tokens, async (claims, ct) =>
        TokenSubjects.TryRead(claims, out var number) && await users.FindAsync(number, ct) is { } user
            ? new Caller(claims.Subject, user.Email, user.Role)
            : null);
}
