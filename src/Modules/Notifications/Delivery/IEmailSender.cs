namespace Tracker.Modules.Notifications.Delivery;

/// <param name="Id">The same in every attempt, so that a provider or a mail program can recognise a duplicate.</param>
/// <param name="To">The recipient's address, without a name.</param>
/// <param name="Text">The plain text alternative of <paramref name="Html"/>.</param>
public sealed record Email(Guid Id, string To, string Subject, string Html, string Text)
{
    /// <summary>Control characters become spaces, so that no line break can start another header.</summary>
    public string Subject { get; init => field = OneLine.Of(value); } = OneLine.Of(Subject);
}

/// <summary>Sends e-mails. Several may be in progress at the same time.</summary>
public interface IEmailSender
{
    /// <summary>Where messages go, for the log. It holds no secret.</summary>
    string Place { get; }

    /// <summary>Sends one e-mail. Failures are results, not exceptions.</summary>
    /// <param name="ct">After cancellation it is unknown whether the message was sent.</param>
    Task<SendResult> SendAsync(Email email, CancellationToken ct);
}
