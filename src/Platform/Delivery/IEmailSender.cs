namespace Tracker.Platform.Delivery;

/// <summary>An e-mail as it leaves.</summary>
/// <param name="Id">Names it, the same in every attempt: a repeat is one message where the provider or the reader's mail program knows that.</param>
/// <param name="To">The recipient's address, without a name.</param>
/// <param name="Subject">The subject line.</param>
/// <param name="Html">The body as HTML.</param>
/// <param name="Text">The same for readers without HTML.</param>
public sealed record Email(Guid Id, string To, string Subject, string Html, string Text)
{
    /// <summary>The subject line. Line breaks and other control characters in it become spaces, so that it can never begin another header.</summary>
    public string Subject { get; init => field = OneLine.Of(value); } = OneLine.Of(Subject);
}

/// <summary>Hands e-mails to whoever delivers them. Several may be under way at the same time.</summary>
public interface IEmailSender
{
    /// <summary>What it is and where, for the log. It holds no secret.</summary>
    string Place { get; }

    /// <summary>Hands one over. What goes wrong on the way is a result, not an exception.</summary>
    /// <param name="email">The e-mail.</param>
    /// <param name="ct">Gives up; whether it was sent is not known then.</param>
    Task<SendResult> SendAsync(Email email, CancellationToken ct);
}
