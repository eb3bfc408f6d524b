using System.Threading.RateLimiting;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Tracker.Platform.RabbitMq;

internal static class ConfirmingChannels
{
    private const int MaxUnconfirmed = 512;
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(1);

    /// <summary>Options of a channel whose publishes complete when the broker has confirmed them.</summary>
    /// <param name="concurrency">The number of deliveries handled at the same time.</param>
    public static CreateChannelOptions Options(ushort concurrency = 1) =>
        new(
            publisherConfirmationsEnabled: true,
            publisherConfirmationTrackingEnabled: true,
            outstandingPublisherConfirmationsRateLimiter: new ConcurrencyLimiter(new ConcurrencyLimiterOptions
            {
                PermitLimit = MaxUnconfirmed,
                QueueLimit = int.MaxValue,
                QueueProcessingOrder = QueueProcessingOrder.OldestFirst,
            }),
            consumerDispatchConcurrency: concurrency);

    /// <summary>
    /// Closes a channel that may already be broken. The broker requeues its unacknowledged deliveries. A channel that does not answer is
    /// not waited for.
    /// </summary>
    public static async Task AbortQuietlyAsync(this IChannel channel)
    {
        try
        {
            await AbortAsync(channel).WaitAsync(ClosePatience);
        }
        catch (Exception e) when (e is RabbitMQClientException or OperationCanceledException or ObjectDisposedException or TimeoutException)
        {
            // The channel is unusable either way.
        }
    }

    private static async Task AbortAsync(IChannel channel)
    {
        await channel.AbortAsync();
        await channel.DisposeAsync();
    }
}
