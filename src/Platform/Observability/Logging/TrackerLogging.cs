using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tracker.Platform.Observability.Logging;

/// <summary>Puts a service's log lines onto the process's <see cref="LogOutput"/>.</summary>
public static class TrackerLogging
{
    // Their information lines tell of each request and query again; ours say it once.
    private static readonly string[] Framework = ["Microsoft", "System", "Npgsql"];

    /// <summary>Makes the output the only place this service logs to.</summary>
    /// <param name="service">The service's name, in each line.</param>
    /// <param name="output">The process's output; it stays the host's to dispose.</param>
    /// <param name="level">The least level that is logged. Framework categories need at least a warning, unless this is debug.</param>
    public static IServiceCollection AddTrackerLogging(this IServiceCollection services, string service, LogOutput output, LogLevel level) =>
        services.AddLogging(logging => logging.AddTrackerLogging(service, output, level));

    /// <inheritdoc cref="AddTrackerLogging(IServiceCollection, string, LogOutput, LogLevel)"/>
    /// <param name="logging">The service's logging.</param>
    /// <param name="service">The service's name, in each line.</param>
    /// <param name="output">The process's output; it stays the host's to dispose.</param>
    /// <param name="level">The least level that is logged. Framework categories need at least a warning, unless this is debug.</param>
    public static ILoggingBuilder AddTrackerLogging(this ILoggingBuilder logging, string service, LogOutput output, LogLevel level)
    {
        logging.ClearProviders().SetMinimumLevel(level);
        foreach (var category in level > LogLevel.Debug ? Framework : [])
        {
            logging.AddFilter(category, level > LogLevel.Warning ? level : LogLevel.Warning);
        }

        return logging.AddProvider(new LogLineProvider(service, output));
    }

    /// <summary>Reads the <c>LOG_LEVEL</c> words: debug, info, warning, error, in any case.</summary>
    /// <exception cref="FormatException">It is none of them.</exception>
    public static LogLevel ParseLevel(string text) => text.Trim().ToLowerInvariant() switch
    {
        "debug" => LogLevel.Debug,
        "info" => LogLevel.Information,
        "warning" => LogLevel.Warning,
        "error" => LogLevel.Error,
        _ => throw new FormatException("must be debug, info, warning or error"),
    };
}
