using Tracker.Platform.Peers;

namespace Tracker.Systems.ShopFlow.Notifications.OrderMessages;

/// <summary>Calls auth-service (document 003 §7.3).</summary>
/// <param name="service">The base URL; ends with a slash.</param>
/// <param name="token">Returns the current service token (document 003 §8.2).</param>
internal sealed class UserPeer(Uri service, Func<string> token) : IDisposable
{
    private const int MaxBytes = 64 * 1024;
    private readonly PeerClient peer = new("auth-service", service, MaxBytes);

    public Task<PeerAnswer<Contact>> FindAsync(Guid id, CancellationToken ct) => peer.AskAsync(
        new PeerRequest(HttpMethod.Get, $"auth/users/{id}", token()) { NotFound = ShopFlowErrors.UserNotFound.Code },
        PeerAnswerJson.Default.Contact, ct);

    public void Dispose() => peer.Dispose();
}
