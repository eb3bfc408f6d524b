using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Modules.Identity;
using Tracker.Modules.Identity.Passwords;
using Tracker.Modules.Identity.Sessions;
using Tracker.Modules.Tasks;
using Tracker.Platform.Background;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.RateLimiting;
using Tracker.Platform.Messaging.Live;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Primitives;
using Tracker.Platform.Redis;
using Tracker.Platform.Redis.Events;
using Tracker.Platform.Security.Tokens;
using Tracker.Platform.Storage;
using Tracker.Systems.TaskTracker.Api.Attachments;
using Tracker.Systems.TaskTracker.Api.Audit;
using Tracker.Systems.TaskTracker.Api.Auth;
using Tracker.Systems.TaskTracker.Api.Events;
using Tracker.Systems.TaskTracker.Api.Tags;
using Tracker.Systems.TaskTracker.Api.Tasks;
using Tracker.Systems.TaskTracker.Api.Views;
using Tracker.Systems.TaskTracker.Audit;
using Tracker.Systems.TaskTracker.Health;
using Tracker.Systems.TaskTracker.Reminders;

namespace Tracker.Systems.TaskTracker.Api;

/// <summary>Composes <c>api</c> (document 002 §5).</summary>
internal static class ApiService
{
    public static WebApplication Build(ServiceContext context)
    {
        var builder = ServiceHost.CreateBuilder(context.Settings, context.Service).AddTelemetry(context);
        var options = ApiOptions.Read(context.Settings);
        var storage = context.Settings.FileStorage(context.System);
        context.Settings.ThrowIfInvalid();

        var services = builder.Services;
        services.AddSingleton(options);
        services.AddDatabase(new Database(options.DatabaseUrl)).AddMigrations(TaskTrackerSchema.Sets);
        services.AddSingleton<IAuditTrail, AuditTrail>();
        services.AddSingleton(options.SigningKeys);
        services.AddSingleton(_ => new PasswordHasher(options.PasswordHashCost));
        services.AddIdentity(TaskTrackerPolicies.Identity(options.AccessTokenLifetime));
        services.AddAdmin(options.Admin);
        services.AddTasks(TaskTrackerPolicies.Tasks).AddTaskKeys();
        services.AddSingleton<TaskFields>();
        services.AddSingleton<BulkFields>();
        services.AddSingleton<ILiveAudience, SessionAudience>();
        services.AddLiveEvents();
        services.AddRedisAnnouncements(options.Redis, "task-tracker.events");
        services.AddAttachments(storage, options.Attachments);
        services.AddSingleton(provider => new JwtVerifier(options.SigningKeys, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICallerSource>(provider =>
            Callers(provider.GetRequiredService<JwtVerifier>(), provider.GetRequiredService<CallerLookup>()));
        services.AddTrackerHttp(new HttpPolicy(new EnvelopeErrorFormat()) { CorsOrigins = options.CorsOrigins }, TaskTrackerJson.Default);
        services.AddRedis(options.Redis);
        services.AddRateLimiting(new RateLimitPolicy(options.RateLimitPerMinute), options.TrustedProxies);
        services.AddSingleton<Readiness>();
        services.AddOpenApi(document =>
        {
            document.Describe("Task Tracker", "The tasks of a team. Every user can read all tasks and change their own.");
            document.AnswersWords<TaskResponse>(nameof(TaskResponse.Status), TaskTrackerPolicies.Tasks.Statuses.Texts);
            document.AnswersWords<TaskResponse>(nameof(TaskResponse.Priority), TaskTrackerPolicies.Tasks.Priorities.Texts);
            document.AnswersWords<AuditEventResponse>(nameof(AuditEventResponse.EventType), AuditEventTypes.All);
        });
        services.WarnOfShortSecret(context.Settings, ApiOptions.SecretVariable);
        services.WarnAtStart(
            options.RegistrationOpen && !context.Settings.ListensOnLoopback(),
            "REGISTRATION is open and this service listens beyond loopback: anyone who reaches it can register and read all tasks");
        services.AddSingleton<AuditLog>();
        services.AddSingleton<ViewFields>();
        services.AddSingleton<ViewStore>();
        services.AddSingleton<ReminderCounts>();
        services.AddSingleton<ReminderMetrics>();
        services.AddPeriodicWork<ReminderMetrics>("Reading the reminder counts", ReminderMetrics.Interval, work => work.StepAsync);

        var app = builder.Build();
        app.UseTrackerHttp();
        MapRoutes(app, options);
        return app;
    }

    // Each request finds its user, so that a deactivation and another role count for tokens already issued.
    private static TokenCallers Callers(JwtVerifier tokens, CallerLookup users) => new(tokens, async (claims, ct) =>
        Uuid.TryParse(claims.Subject, out var id) && await users.FindAsync(id, ct) is { } user
            ? new Caller(claims.Subject, user.Email, user.Role) { ExpiresAt = claims.ExpiresAt, Session = claims.Session }
            : null);

    private static void MapRoutes(WebApplication app, ApiOptions options)
    {
        var api = app.MapGroup("/api/v1");
        api.MapAuth();
        api.MapTasks();
        api.MapAttachments(options.Attachments);
        api.MapTags();
        api.MapAudit();
        api.MapViews();
        api.MapEvents();
        app.MapHealth();
        app.MapMetrics();
        app.MapApiDocument();
    }
}
