using Tracker.Platform.Background;

namespace Tracker.Platform.Gateway;

/// <summary>Whether a service answers its health check, at any of its addresses.</summary>
public sealed record ServiceHealth(string Name, bool IsUp);

/// <summary>Asks the services behind the gateway for their health.</summary>
public sealed class ServiceProbe
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);
    private readonly IReadOnlyList<Destination> destinations;
    private readonly ServiceConnections connections;

    internal ServiceProbe(IReadOnlyList<Destination> destinations, ServiceConnections connections) =>
        (this.destinations, this.connections) = (destinations, connections);

    private enum Answer
    {
        Healthy,
        Unhealthy,
        Late,
    }

    /// <summary>Asks all services at once, for at most 1 s.</summary>
    public async Task<IReadOnlyList<ServiceHealth>> AskAllAsync(CancellationToken ct) =>
        await Task.WhenAll(destinations.Select(async destination =>
        {
            var answers = await Task.WhenAll(destination.Instances.Select(instance => AskAsync(destination, instance, ct)));
            return new ServiceHealth(destination.Name, answers.Contains(Answer.Healthy));
        }));

    /// <summary>Decides which instances of services with several addresses take requests.</summary>
    internal async Task<StepResult> CheckBalancedAsync(CancellationToken ct)
    {
        await Task.WhenAll(
            from destination in destinations
            where destination.IsBalanced
            from instance in destination.Instances
            select CheckAsync(destination, instance, ct));
        return StepResult.Idle;
    }

    private async Task CheckAsync(Destination destination, ServiceInstance instance, CancellationToken ct)
    {
        switch (await AskAsync(destination, instance, ct))
        {
            case Answer.Healthy:
                instance.MarkUp();
                break;
            case Answer.Late:
                instance.MarkLate();
                break;
            default:
                instance.MarkDown();
                break;
        }
    }

    private async Task<Answer> AskAsync(Destination destination, ServiceInstance instance, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(Limit);
        try
        {
            using var answer = await connections.Own.GetAsync(new Uri(instance.Prefix + destination.Definition.HealthPath), limit.Token);
            return answer.IsSuccessStatusCode ? Answer.Healthy : Answer.Unhealthy;
        }
        catch (HttpRequestException)
        {
            return Answer.Unhealthy;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return Answer.Late;
        }
    }
}
