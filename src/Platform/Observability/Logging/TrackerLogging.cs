using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tracker.Platform.Observability.Logging;

/// <summary>Sends a service's log lines to the process's <see cref="LogOutput"/>.</summary>
public static class TrackerLogging
{
    // Their information lines repeat what our own line of a request or query says.
    private static readonly string[] Framework = ["Microsoft", "System", "Npgsql"];

    /// <summary>Replaces all other log providers of the service by the output.</summary>
    /// <param name="service">The service's name, in each line.</param>
    /// <param name="output">The process's output; the host disposes it.</param>
    /// <param name="level">The min level. Framework categories log warnings and above, or everything when it is debug.</param>
    public static IServiceCollection AddTrackerLogging(
        this IServiceCollection services, string service, LogOutput output, LogLevel level) =>
        services.AddLogging(logging => logging.AddTrackerLogging(service, output, level));

    /// <inheritdoc cref="AddTrackerLogging(IServiceCollection, string, LogOutput, LogLevel)"/>
    public static ILoggingBuilder AddTrackerLogging(this ILoggingBuilder logging, string service, LogOutput output, LogLevel level)
    {
        logging.ClearProviders().SetMinimumLevel(level);
        foreach (var category in level > LogLevel.Debug ? Framework : [])
        {
            logging.AddFilter(category, level > LogLevel.Warning ? level : LogLevel.Warning);
        }

        return logging.AddProvider(new LogLineProvider(service, output));
    }

    /// <summary>Reads a value of <c>LOG_LEVEL</c>: debug, info, warning or error, in any case.</summary>
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
