using Tracker.Platform.Peers;

namespace Tracker.Systems.ShopFlow.Notifications.OrderMessages;

/// <summary>Calls order-service (document 003 §7.2).</summary>
/// <param name="service">The base URL; ends with a slash.</param>
/// <param name="token">Returns the current service token (document 003 §8.2).</param>
internal sealed class OrderPeer(Uri service, Func<string> token) : IDisposable
{
    private const int MaxBytes = 4 * 1024 * 1024;
    private readonly PeerClient peer = new("order-service", service, MaxBytes);

    public Task<PeerAnswer<OrderDetails>> FindAsync(Guid id, CancellationToken ct) => peer.AskAsync(
        new PeerRequest(HttpMethod.Get, $"orders/{id}", token()) { NotFound = ShopFlowErrors.OrderNotFound.Code },
        PeerAnswerJson.Default.OrderDetails, ct);

    public void Dispose() => peer.Dispose();
}
