using Tracker.Platform.Peers;

namespace Tracker.Systems.TaskTrackerOrders.Notifications.OrderMessages;

/// <summary>Calls order-service.</summary>
/// <param name="service">The base URL; ends with a slash.</param>
/// <param name="token">Returns the current service token.</param>
internal sealed class OrderPeer(Uri service, Func<string> token) : IDisposable
{
    private const int MaxBytes = 4 * 1024 * 1024;
    private readonly PeerClient peer = new("order-service", service, MaxBytes);

    public Task<PeerAnswer<OrderOwner>> FindAsync(Guid id, CancellationToken ct) => peer.AskAsync(
        new PeerRequest(HttpMethod.Get, $"orders/{id}", token()) { NotFound = OrdersErrors.OrderNotFound.Message },
        PeerAnswerJson.Default.OrderOwner, ct);

    public void Dispose() => peer.Dispose();
}
