using Tracker.Platform.Observability.Metrics;

namespace Tracker.Platform.Gateway;

/// <summary>One address of a service.</summary>
internal sealed class ServiceInstance
{
    // A busy instance may be late once.
    private const int MaxLate = 2;
    private readonly GatewayMetrics metrics;
    private readonly GaugeChild up;
    private CounterChild? answered;
    private int inProgress;
    private int late;
    private volatile bool isDown;

    public ServiceInstance(string service, Uri address, GatewayMetrics metrics)
    {
        (Service, Prefix, Authority, this.metrics) = (service, address.AbsoluteUri.TrimEnd('/'), address.Authority, metrics);
        up = metrics.Up(Service, Authority);
        MarkUp();
    }

    public string Service { get; }

    /// <summary>The address without a slash at its end.</summary>
    public string Prefix { get; }

    /// <summary>Host and port, for logs and metrics.</summary>
    public string Authority { get; }

    public bool IsUp => !isDown;

    public int InProgress => Volatile.Read(ref inProgress);

    public void Begin() => Interlocked.Increment(ref inProgress);

    public void End() => Interlocked.Decrement(ref inProgress);

    public void Count(ForwardOutcome outcome)
    {
        if (outcome == ForwardOutcome.Answered)
        {
            (answered ??= metrics.Requests(Service, Authority, outcome)).Inc();
        }
        else
        {
            metrics.Requests(Service, Authority, outcome).Inc();
        }
    }

    public void MarkUp()
    {
        (late, isDown) = (0, false);
        up.Set(1);
    }

    /// <summary>A connection failed, or the health check did.</summary>
    public void MarkDown()
    {
        isDown = true;
        up.Set(0);
    }

    /// <summary>The health check took too long.</summary>
    public void MarkLate()
    {
        if (++late >= MaxLate)
        {
            MarkDown();
        }
    }
}
