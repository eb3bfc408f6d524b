using Tracker.Modules.Notifications.Delivery;

namespace Tracker.Modules.Notifications;

/// <summary>Sends notifications through the provider of their channel. A sender's exception or timeout is a failed result.</summary>
internal sealed class ChannelSenders(IEmailSender emails, ISmsSender texts, NotificationMetrics metrics, TimeProvider clock)
{
    /// <summary>
    /// The max duration of a send. Senders have a shorter timeout and report more. This one guarantees that a send ends within the lease of
    /// its row and within the shutdown.
    /// </summary>
    public static readonly TimeSpan Limit = SendLimits.Time + TimeSpan.FromMilliseconds(500);

    /// <exception cref="OperationCanceledException">The service stops; the notification may have been sent.</exception>
    public async Task<SendResult> SendAsync(ClaimedNotification notification, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Limit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        var began = clock.GetTimestamp();
        try
        {
            return await ToProviderAsync(notification, either.Token).WaitAsync(either.Token);
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            return SendResult.Failed(
                limit.IsCancellationRequested ? $"no answer within {Limit.TotalSeconds} s" : $"{e.GetType().Name}: {e.Message}");
        }
        finally
        {
            metrics.SendTook(notification.Channel, clock.GetElapsedTime(began));
        }
    }

    private Task<SendResult> ToProviderAsync(ClaimedNotification notification, CancellationToken ct) => notification.Channel switch
    {
        Channels.Email => emails.SendAsync(
            new Email(
                notification.Id,
                RecipientOf(notification),
                notification.Subject ?? "",
                notification.Body,
                notification.TextBody ?? ""),
            ct),
        Channels.Sms => texts.SendAsync(new Sms(notification.Id, RecipientOf(notification), notification.Body), ct),
        Channels.InApp => Task.FromResult(SendResult.Sent(Channels.InApp)),
        var other => throw new InvalidOperationException($"There is no sender for {other}."),
    };

    private static string RecipientOf(ClaimedNotification notification) =>
        notification.Recipient ?? throw new InvalidOperationException($"An unaddressed {notification.Channel} cannot be sent.");
}
