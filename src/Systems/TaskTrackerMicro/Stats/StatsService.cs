using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Systems.TaskTrackerMicro.Stats;

/// <summary>Composes stats-service (document 001, "Stats Service"). It has no state.</summary>
internal static class StatsService
{
    public static WebApplication Build(ServiceContext context)
    {
        var builder = ServiceHost.CreateBuilder(context.Settings, context.Service).AddTelemetry(context);
        var options = StatsOptions.Read(context.Settings);
        context.Settings.ThrowIfInvalid();

        var services = builder.Services;
        services.AddSingleton(_ => new TaskPeer(options.TaskServiceUrl));
        services.AddSingleton(provider => new JwtVerifier(options.SigningKeys, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICallerSource>(provider => TokenSubjects.Callers(provider.GetRequiredService<JwtVerifier>()));
        services.AddTrackerHttp(new HttpPolicy(new DetailErrorFormat()), StatsJson.Default);
        services.AddOpenApi(document =>
            document.Describe("TaskTracker stats-service", "The statistics of the task tracker. Users see only those of their own tasks."));
        services.WarnOfShortSecret(context.Settings, TaskTrackerMicroSettings.SecretVariable);

        var app = builder.Build();
        app.UseTrackerHttp();
        app.MapGroup("/api/v1/stats").WithTags("Statistics").RequireCaller()
            .MapGet("/", GetStatistics.Handle)
            .Refuses(TaskTrackerMicroErrors.TaskServiceUnavailable);
        app.MapHealth(context.Service);
        app.MapMetrics();
        app.MapApiDocument();
        return app;
    }
}
