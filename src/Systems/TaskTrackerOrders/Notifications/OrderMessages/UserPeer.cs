using Tracker.Modules.Notifications;
using Tracker.Modules.Notifications.Direct;
using Tracker.Platform.Peers;

namespace Tracker.Systems.TaskTrackerOrders.Notifications.OrderMessages;

/// <summary>Calls auth-service.</summary>
/// <param name="service">The base URL; ends with a slash.</param>
/// <param name="token">Returns the current service token.</param>
internal sealed class UserPeer(Uri service, Func<string> token) : IDisposable
{
    private const int MaxBytes = 64 * 1024;
    private readonly PeerClient peer = new("auth-service", service, MaxBytes);

    public Task<PeerAnswer<Contact>> FindAsync(Guid id, CancellationToken ct) => peer.AskAsync(
        new PeerRequest(HttpMethod.Get, $"users/{id}", token()) { NotFound = OrdersErrors.UserNotFound.Message },
        PeerAnswerJson.Default.Contact, ct);

    /// <summary>The recipient of a direct notification (<see cref="FindRecipient"/>).</summary>
    public async Task<RecipientAnswer> FindRecipientAsync(Guid userId, string channel, CancellationToken ct)
    {
        var answer = await FindAsync(userId, ct);
        if (answer.Succeeded(out var user, out var problem))
        {
            var address = channel == Channels.Sms ? user.Phone : user.Email;
            return address is null ? RecipientAnswer.Missing("the user has no phone number") : RecipientAnswer.Found(address);
        }

        return problem.Failure == PeerFailure.NotFound
            ? RecipientAnswer.Missing("there is no such user")
            : RecipientAnswer.Away(problem.Reason);
    }

    public void Dispose() => peer.Dispose();
}
