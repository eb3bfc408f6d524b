using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracker.Modules.Tasks;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Persistence.Auditing;

namespace Tracker.Systems.TaskManager.Tasks;

/// <summary>Composes task-service (document 004, "Task Service").</summary>
internal static class TaskService
{
    public static WebApplication Build(ServiceContext context)
    {
        var builder = ServiceHost.CreateBuilder(context.Settings, context.Service).AddTelemetry(context);
        var options = TaskOptions.Read(context.Settings);
        context.Settings.ThrowIfInvalid();

        var services = builder.Services;
        services.AddDatabase(options.DatabaseUrl);
        services.AddSingleton<IAuditTrail, NoAuditTrail>();
        services.AddEvents(context, options.Broker, publishes: true);
        services.AddTasks(TaskPolicies.Tasks);
        services.AddSingleton<TaskFields>();
        services.AddSingleton<ICallerSource>(provider =>
            TokenAnswer.Callers(options.AuthServiceUrl, provider.GetRequiredService<ILogger<PeerCallers<TokenAnswer>>>()));
        services.AddTrackerHttp(new HttpPolicy(new DetailErrorFormat()) { Times = WireTime.WholeSeconds }, TaskJson.Default);
        services.AddOpenApi(document =>
        {
            document.Describe("Task Manager task-service", "The tasks of the task manager. Users see only their own.");
            document.AnswersWords<TaskResponse>(nameof(TaskResponse.Status), TaskPolicies.Tasks.Statuses.Texts);
        });

        var app = builder.Build();
        app.UseTrackerHttp();
        app.MapTasks();
        app.MapHealth(context.Service);
        app.MapMetrics();
        app.MapApiDocument();
        return app;
    }
}
