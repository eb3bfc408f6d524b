using Tracker.Platform.Messaging;

namespace Tracker.Tests.Platform.Messaging;

/// <summary>The result of one step of a consumer.</summary>
/// <param name="Claimed">Messages that were handled, with any outcome.</param>
/// <param name="Paused">A peer or the database was unavailable.</param>
internal sealed record ConsumeResult(int Claimed, bool Paused);

internal static class InboxSteps
{
    /// <summary>Claims and handles once, like the loop.</summary>
    public static async Task<ConsumeResult> HandleBatchAsync(this InboxConsumer inbox, CancellationToken ct)
    {
        var claimed = await inbox.ClaimAsync(Subscription.Concurrency, ct);
        var fates = await Task.WhenAll(claimed.Select(message => inbox.HandleAsync(message, ct)));
        return new ConsumeResult(claimed.Count, fates.Contains(MessageFate.Pause));
    }
}
