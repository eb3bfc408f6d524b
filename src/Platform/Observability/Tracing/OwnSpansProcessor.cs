using System.Diagnostics;
using OpenTelemetry;

namespace Tracker.Platform.Observability.Tracing;

/// <summary>
/// Exports only the spans of one service. All services of the process share the sources of HTTP clients and database drivers, so each span
/// is filtered by the source of its local root; otherwise every service would export the spans of all.
/// </summary>
internal sealed class OwnSpansProcessor(string source, Uri collector, BaseExporter<Activity> exporter)
    : BatchActivityExportProcessor(exporter)
{
    public override void OnEnd(Activity data)
    {
        if (LocalRoot.Of(data).Source.Name == source && !GoesToCollector(data))
        {
            base.OnEnd(data);
        }
    }

    private bool GoesToCollector(Activity activity) =>
        activity.Source.Name == "System.Net.Http"
        && activity.GetTagItem("server.address") is string host
        && string.Equals(host, collector.Host, StringComparison.OrdinalIgnoreCase)
        && activity.GetTagItem("server.port") is int port && port == collector.Port;
}
