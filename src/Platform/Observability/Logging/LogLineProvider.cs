using Microsoft.Extensions.Logging;

namespace Tracker.Platform.Observability.Logging;

/// <summary>The loggers of one service.</summary>
internal sealed class LogLineProvider(string service, LogOutput output) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new LineLogger(categoryName, service, output);

    /// <summary>The output belongs to the process, not to the service that ends.</summary>
    public void Dispose()
    {
    }

    private sealed class LineLogger(string category, string service, LogOutput output) : ILogger
    {
        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        // Scopes are strings from everywhere in the framework; what a line needs of its request is in LogContext.
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            try
            {
                var line = new LogLine(output.Clock.GetUtcNow(), logLevel, service, category, eventId, Message(state, exception, formatter))
                {
                    Exception = exception,
                    Context = LogContext.Current,
                    Values = state as IReadOnlyList<KeyValuePair<string, object?>> ?? [],
                };
                LogLineWriter.Write(line, output);
            }
            catch (Exception)
            {
                // Whatever is wrong with the line, the work that logs it goes on.
            }
        }

        private static string Message<TState>(TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            try
            {
                return formatter(state, exception);
            }
            catch (Exception e)
            {
                return $"(no message: {e.GetType().Name})";
            }
        }
    }
}
