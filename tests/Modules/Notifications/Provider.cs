using System.Collections.Concurrent;
using Tracker.Modules.Notifications.Delivery;

namespace Tracker.Tests.Modules.Notifications;

/// <summary>Accepts e-mails and text messages unless another result is queued.</summary>
public sealed class Provider : IEmailSender, ISmsSender
{
    public string Place => "nowhere";

    public ConcurrentQueue<Email> Emails { get; } = new();

    public ConcurrentQueue<Sms> Texts { get; } = new();

    /// <summary>The results of the next e-mails, one each.</summary>
    public Queue<Func<CancellationToken, Task<SendResult>>> NextEmails { get; } = new();

    /// <summary>The results of the next text messages, one each.</summary>
    public Queue<Func<CancellationToken, Task<SendResult>>> NextTexts { get; } = new();

    public static Func<CancellationToken, Task<SendResult>> Fails(string reason = "throttled") =>
        _ => Task.FromResult(SendResult.Failed(reason));

    public static Func<CancellationToken, Task<SendResult>> Rejects(string reason = "no such recipient") =>
        _ => Task.FromResult(SendResult.Rejected(reason));

    public Task<SendResult> SendAsync(Email email, CancellationToken ct)
    {
        Emails.Enqueue(email);
        return NextEmails.TryDequeue(out var next) ? next(ct) : Task.FromResult(SendResult.Sent($"mail-{Emails.Count}"));
    }

    public Task<SendResult> SendAsync(Sms sms, CancellationToken ct)
    {
        Texts.Enqueue(sms);
        return NextTexts.TryDequeue(out var next) ? next(ct) : Task.FromResult(SendResult.Sent($"text-{Texts.Count}"));
    }
}
