using System.Threading.RateLimiting;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Tracker.Platform.RabbitMq;

/// <summary>How channels are opened and closed.</summary>
internal static class ConfirmingChannels
{
    private const int MaxUnconfirmed = 512;
    private static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(1);

    /// <summary>A channel whose publishes end when the broker has confirmed them.</summary>
    /// <param name="concurrency">How many deliveries are handled at the same time.</param>
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

    /// <summary>Closes a channel that may be broken already; the broker takes back what was delivered on it and not acknowledged. One that does
    /// not answer is not waited for.</summary>
    public static async Task AbortQuietlyAsync(this IChannel channel)
    {
        try
        {
            await AbortAsync(channel).WaitAsync(ClosePatience);
        }
        catch (Exception e) when (e is RabbitMQClientException or OperationCanceledException or ObjectDisposedException or TimeoutException)
        {
            // It is of no more use either way.
        }
    }

    private static async Task AbortAsync(IChannel channel)
    {
        await channel.AbortAsync();
        await channel.DisposeAsync();
    }
}
