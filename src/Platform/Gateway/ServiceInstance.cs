using Tracker.Platform.Observability.Metrics;

namespace Tracker.Platform.Gateway;

/// <summary>One address of a service.</summary>
internal sealed class ServiceInstance
{
    // A busy instance may be late once.
    private const int MaxLate = 2;
    private readonly GaugeChild up;
    private int inProgress;
    private int late;
    private volatile bool isDown;

    public ServiceInstance(string service, Uri address, GaugeChild up)
    {
        (Service, Prefix, Authority, this.up) = (service, address.AbsoluteUri.TrimEnd('/'), address.Authority, up);
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
