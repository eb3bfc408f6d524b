using Tracker.Platform.Observability.Metrics;

namespace Tracker.Platform.Gateway;

/// <summary>How the requests to each address end, and whether it takes any.</summary>
internal sealed class GatewayMetrics(MetricsRegistry registry)
{
    private readonly Counter requests = registry.Counter(
        "gateway_requests_total", "Requests passed on, by service, address and outcome.", "destination", "address", "outcome");

    private readonly Gauge up = registry.Gauge(
        "gateway_destination_up", "Whether an address takes requests.", "destination", "address");

    public GaugeChild Up(string service, string address) => up.With(service, address);

    public CounterChild Requests(string service, string address, ForwardOutcome outcome) =>
        requests.With(service, address, outcome.Label());
}
