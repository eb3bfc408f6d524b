using Microsoft.Extensions.Logging;
using Tracker.Platform.Observability.Logging;
using Tracker.Platform.Observability.Tracing;
using Tracker.Platform.Settings;

namespace Tracker.Platform.Observability;

/// <summary>The variables of logs and traces.</summary>
public static class ObservabilitySettings
{
    /// <summary>The least level that is logged.</summary>
    public static Setting<LogLevel> Level { get; } =
        Setting.Of("LOG_LEVEL", "debug, info, warning or error", TrackerLogging.ParseLevel, LogLevel.Information) with { Default = "info" };

    /// <summary>Where traces go; null for nowhere.</summary>
    public static Setting<Uri?> Collector { get; } =
        Setting.Of<Uri?>("OTEL_EXPORTER_OTLP_ENDPOINT", "where traces go, e.g. http://collector:4318", OtlpEndpoint.Parse, null) with
        {
            Default = "nowhere",
        };
}
