namespace Tracker.Modules.Notifications.Delivery;

/// <param name="Id">The same in every attempt, so that a provider can recognise a duplicate.</param>
/// <param name="To">The recipient's number in E.164 form.</param>
public sealed record Sms(Guid Id, string To, string Text);

/// <summary>Sends text messages. Several may be in progress at the same time.</summary>
public interface ISmsSender
{
    /// <summary>Where messages go, for the log. It holds no secret.</summary>
    string Place { get; }

    /// <summary>Sends one text message. Failures are results, not exceptions.</summary>
    /// <param name="ct">After cancellation it is unknown whether the message was sent.</param>
    Task<SendResult> SendAsync(Sms sms, CancellationToken ct);
}
