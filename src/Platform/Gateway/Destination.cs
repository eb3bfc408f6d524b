namespace Tracker.Platform.Gateway;

/// <summary>A service behind the gateway, and its instances.</summary>
internal sealed class Destination(GatewayDestination definition, IReadOnlyList<Uri> addresses, GatewayMetrics metrics)
{
    private uint turn;

    public GatewayDestination Definition => definition;

    public string Name => definition.Name;

    public IReadOnlyList<ServiceInstance> Instances { get; } =
        [.. addresses.Select(address => new ServiceInstance(definition.Name, address, metrics))];

    /// <summary>It has several instances: the health of each counts.</summary>
    public bool IsBalanced => Instances.Count > 1;

    /// <summary>The healthy instance with the fewest requests in progress; those with equally many take turns.</summary>
    /// <param name="except">The instance that failed.</param>
    /// <returns>Null when there is none.</returns>
    public ServiceInstance? Choose(ServiceInstance? except = null)
    {
        if (!IsBalanced)
        {
            return except is null ? Instances[0] : null;
        }

        var first = Interlocked.Increment(ref turn);
        ServiceInstance? best = null;
        for (var i = 0u; i < Instances.Count; i++)
        {
            var instance = Instances[(int)((first + i) % (uint)Instances.Count)];
            if (instance != except && instance.IsUp && (best is null || instance.InProgress < best.InProgress))
            {
                best = instance;
            }
        }

        return best;
    }
}
