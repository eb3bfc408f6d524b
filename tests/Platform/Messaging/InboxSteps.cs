using Tracker.Platform.Messaging;

namespace Tracker.Tests.Platform.Messaging;

/// <summary>What one step of a consumer did.</summary>
/// <param name="Claimed">Messages that were handled, with whatever outcome.</param>
/// <param name="Paused">A peer or the database was away.</param>
internal sealed record ConsumeResult(int Claimed, bool Paused);

internal static class InboxSteps
{
    /// <summary>Claims and handles as the loop does, once.</summary>
    public static async Task<ConsumeResult> HandleBatchAsync(this InboxConsumer inbox, CancellationToken ct)
    {
        var claimed = await inbox.ClaimAsync(inbox.Subscription.Concurrency, ct);
        var fates = await Task.WhenAll(claimed.Select(message => inbox.HandleAsync(message, ct)));
        return new ConsumeResult(claimed.Count, fates.Contains(MessageFate.Pause));
    }
}
