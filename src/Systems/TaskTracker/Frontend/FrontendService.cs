using Microsoft.AspNetCore.Builder;
using Tracker.Platform.Gateway;
using Tracker.Platform.Hosting;
using Tracker.Platform.Http;
using Tracker.Platform.Http.Errors;
using Tracker.Systems.TaskTracker.Health;

namespace Tracker.Systems.TaskTracker.Frontend;

/// <summary>Composes <c>frontend</c> (document 002 §9): the built web application, and the way of its requests to <c>api</c>.</summary>
internal static class FrontendService
{
    public static WebApplication Build(ServiceContext context)
    {
        var builder = ServiceHost.CreateBuilder(context.Settings, context.Service).AddTelemetry(context);
        builder.Services.AddForwarding(FrontendOptions.Policy, context.Settings);
        var folder = FrontendOptions.FolderOf(context.Settings);
        if (BuiltFrontend.FaultOf(folder) is { } fault)
        {
            context.Settings.Refuse(fault);
        }

        context.Settings.ThrowIfInvalid();
        builder.Services.AddTrackerHttp(new HttpPolicy(new EnvelopeErrorFormat()), TaskTrackerJson.Default);
        var frontend = BuiltFrontend.Load(folder);

        var app = builder.Build();
        app.Use(next => context => next(SecurityHeaders.AddTo(context)));
        app.UseTrackerHttp();
        app.MapForwarding();
        app.MapGet("/health/live", HealthRoutes.Live).AnswersWhileStarting();
        app.MapMetrics();
        app.MapGet("/{**path}", context => frontend.AnswerAsync(context));
        return app;
    }
}
