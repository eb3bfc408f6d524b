using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Observability;
using Tracker.Platform.Observability.Logging;
using Tracker.Platform.Observability.Metrics;
using Tracker.Platform.Observability.Tracing;

namespace Tracker.Platform.Hosting;

/// <summary>The logs, metrics and traces of one service, separate even when it shares a process with others.</summary>
public static class ServiceTelemetry
{
    /// <summary>Adds clock, logging (<c>LOG_LEVEL</c>), metrics and traces (<c>OTEL_EXPORTER_OTLP_ENDPOINT</c>).</summary>
    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder, ServiceContext context)
    {
        var level = context.Settings.Read(ObservabilitySettings.Level);
        var collector = context.Settings.Read(ObservabilitySettings.Collector);

        builder.Logging.AddTrackerLogging(context.Service, context.Log, level);
        builder.Services.AddSingleton(context.Clock);
        builder.Services.AddSingleton(_ =>
        {
            var registry = new MetricsRegistry();
            ProcessMetrics.Register(registry);
            return registry;
        });
        // Registered by factory, so that the container disposes it and the last spans are still sent.
        builder.Services.AddSingleton(_ => ServiceTracing.Start(context.System, context.Service, collector));
        builder.Services.AddSingleton<ActivitySource>(provider => provider.GetRequiredService<ServiceTracing>().Source);
        return builder;
    }
}
