using Microsoft.Extensions.Logging;

namespace Tracker.Platform.Observability.Logging;

internal sealed class LogLineProvider(string service, LogOutput output) : ILoggerProvider
{
    public ILogger CreateLogger(string categoryName) => new LineLogger(categoryName, service, output);

    /// <summary>Does nothing: the output belongs to the process and outlives the service.</summary>
    public void Dispose()
    {
    }

    private sealed class LineLogger(string category, string service, LogOutput output) : ILogger
    {
        public bool IsEnabled(LogLevel logLevel) => logLevel != LogLevel.None;

        // Scopes hold arbitrary strings of the framework; LogContext has what a line needs of its request.
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
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
                // A log line that cannot be written must not fail its caller.
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
