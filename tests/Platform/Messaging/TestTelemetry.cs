using System.Diagnostics;
using Tracker.Platform.Messaging;
using Tracker.Platform.Observability.Metrics;

namespace Tracker.Tests.Platform.Messaging;

/// <summary>Reads the metrics and traces of messaging.</summary>
internal sealed class TestTelemetry
{
    private readonly MetricsRegistry registry = new();

    public TestTelemetry() => Messaging = new MessagingTelemetry(registry, new ActivitySource("test"));

    public MessagingTelemetry Messaging { get; }

    public IReadOnlyList<string> Samples => [.. registry.ToString().Split('\n').Where(line => line.Length > 0 && line[0] != '#')];
}
