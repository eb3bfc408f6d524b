using Tracker.Platform.Delivery;

namespace Tracker.Modules.Notifications;

/// <summary>Hands a notification to the provider of its channel, if it has one. It always answers: an exception
/// of a sender, or no answer within the time limit, is a failure too.</summary>
internal sealed class ChannelSenders(IEmailSender emails, ISmsSender texts, NotificationMetrics metrics, TimeProvider clock)
{
    /// <summary>The most time one takes. Senders know theirs and say more; this one keeps a send within the lease of its row, and within a stop,
    /// whatever they do.</summary>
    public static readonly TimeSpan Limit = SendLimits.Time + TimeSpan.FromMilliseconds(500);

    /// <exception cref="OperationCanceledException">The service stops; whether it was sent is not known.</exception>
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
            return SendResult.Failed(limit.IsCancellationRequested ? $"no answer within {Limit.TotalSeconds} s" : $"{e.GetType().Name}: {e.Message}");
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
