using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Modules.Tasks;
using Tracker.Platform.Background;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Redis;
using Tracker.Systems.TaskTracker.Audit;
using Tracker.Systems.TaskTracker.Health;
using Tracker.Systems.TaskTracker.Reminders;

namespace Tracker.Systems.TaskTracker.Worker;

/// <summary>Composes <c>worker</c> (document 002 §6): reminders, health and metrics. Any number of instances may run.</summary>
internal static class WorkerService
{
    public static WebApplication Build(ServiceContext context)
    {
        var builder = ServiceHost.CreateBuilder(context.Settings, context.Service).AddTelemetry(context);
        var options = WorkerOptions.Read(context.Settings);
        context.Settings.ThrowIfInvalid();

        var services = builder.Services;
        services.AddSingleton(options);
        services.AddDatabase(new Database(options.DatabaseUrl)).AddMigrations(TaskTrackerSchema.Sets);
        services.AddSingleton<IAuditTrail, AuditTrail>();
        services.AddReminders(TaskTrackerPolicies.Tasks);
        services.AddRedis(options.Redis);
        services.AddHeartbeat(options);
        services.AddSingleton<ReminderCounts>();
        services.AddSingleton<WorkerMetrics>();
        services.AddSingleton<WorkerPulse>();
        services.AddSingleton<ReminderWork>();
        services.AddPeriodicWork<ReminderWork>(
            "Sending reminders", options.ReminderInterval, work => work.StepAsync, ReminderWork.RetryWithin(options.ReminderInterval));
        services.AddPeriodicWork<WorkerPulse>("The heartbeat", WorkerPulse.Interval, work => work.StepAsync);
        services.AddTrackerHttp(new HttpPolicy(new EnvelopeErrorFormat()), TaskTrackerJson.Default);
        services.AddOpenApi(document =>
            document.Describe("Task Tracker worker", "Sends reminders. It has only endpoints for health and metrics."));

        var app = builder.Build();
        app.UseTrackerHttp();
        app.MapGroup("/health").WithTags("Health").MapGet("/live", HealthRoutes.Live).WithName("getLiveness").AnswersWhileStarting();
        app.MapMetrics();
        app.MapApiDocument();
        return app;
    }

    private static void AddHeartbeat(this IServiceCollection services, WorkerOptions options) =>
        _ = options.Redis is null
            ? services.AddSingleton<IWorkerHeartbeat, DatabaseHeartbeat>()
            : services.AddSingleton<IWorkerHeartbeat, RedisHeartbeat>();
}
