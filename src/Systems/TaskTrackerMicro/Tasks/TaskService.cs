using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Modules.Tasks;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Persistence;
using Tracker.Platform.Persistence.Auditing;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Systems.TaskTrackerMicro.Tasks;

/// <summary>Composes task-service (document 001, "Task Service").</summary>
internal static class TaskService
{
    public static WebApplication Build(ServiceContext context)
    {
        var builder = ServiceHost.CreateBuilder(context.Settings, context.Service).AddTelemetry(context);
        var options = TaskOptions.Read(context.Settings);
        context.Settings.ThrowIfInvalid();

        var services = builder.Services;
        services.AddDatabase(new Database(options.DatabaseUrl));
        services.AddMigrations(
            MigrationSet.Embedded("tasktracker-micro-tasks", MigrationLayer.System, typeof(TaskService).Assembly, "TaskService"));
        services.AddSingleton<IAuditTrail, NoAuditTrail>();
        services.AddTasks(TaskPolicies.Tasks);
        services.AddSingleton<TaskFields>();
        services.AddSingleton(provider => new JwtVerifier(options.SigningKeys, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICallerSource>(provider => TokenSubjects.Callers(provider.GetRequiredService<JwtVerifier>()));
        services.AddTrackerHttp(new HttpPolicy(new DetailErrorFormat()), TaskJson.Default);
        services.AddOpenApi(document =>
        {
            document.Describe("TaskTracker task-service", "The tasks of the task tracker. Users see only their own.");
            document.AnswersWords<TaskResponse>(nameof(TaskResponse.Status), TaskPolicies.Tasks.Statuses.Texts);
            document.AnswersWords<TaskResponse>(nameof(TaskResponse.Priority), TaskPolicies.Tasks.Priorities.Texts);
        });
        services.WarnOfShortSecret(context.Settings, TaskTrackerMicroSettings.SecretVariable);

        var app = builder.Build();
        app.UseTrackerHttp();
        app.MapTasks();
        app.MapHealth(context.Service);
        app.MapReadiness(context.Service);
        app.MapMetrics();
        app.MapApiDocument();
        return app;
    }
}
