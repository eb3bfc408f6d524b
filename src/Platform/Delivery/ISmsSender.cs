namespace Tracker.Platform.Delivery;

/// <summary>A text message as it leaves.</summary>
/// <param name="Id">Names it, the same in every attempt: a repeat is one message where the provider knows that.</param>
/// <param name="To">The recipient's number in E.164 form.</param>
/// <param name="Text">What it says.</param>
public sealed record Sms(Guid Id, string To, string Text);

/// <summary>Hands text messages to whoever delivers them. Several may be under way at the same time.</summary>
public interface ISmsSender
{
    /// <summary>What it is and where, for the log. It holds no secret.</summary>
    string Place { get; }

    /// <summary>Hands one over. What goes wrong on the way is a result, not an exception.</summary>
    /// <param name="sms">The message.</param>
    /// <param name="ct">Gives up; whether it was sent is not known then.</param>
    Task<SendResult> SendAsync(Sms sms, CancellationToken ct);
}
