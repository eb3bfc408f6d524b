using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Observability.Logging;

namespace Tracker.Tests.TestKit;

/// <summary>Captures log lines.</summary>
public sealed class LogCapture : IDisposable
{
    private readonly MemoryStream stream = new();
    private readonly List<ServiceProvider> containers = [];

    public LogCapture(LogForm form = LogForm.Json) => Output = new LogOutput(stream, form, TimeProvider.System);

    public LogOutput Output { get; }

    public ILogger Logger(string category = "Tracker.Some.Category", string service = "api", LogLevel level = LogLevel.Information)
    {
        var container = new ServiceCollection().AddTrackerLogging(service, Output, level).BuildServiceProvider();
        containers.Add(container);
        return container.GetRequiredService<ILoggerFactory>().CreateLogger(category);
    }

    public string[] Text()
    {
        Output.Dispose();
        return System.Text.Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public JsonElement[] Lines() => [.. Text().Select(line => JsonDocument.Parse(line).RootElement)];

    public JsonElement Line() => Lines().Single();

    public void Dispose()
    {
        Output.Dispose();
        containers.ForEach(container => container.Dispose());
    }
}
