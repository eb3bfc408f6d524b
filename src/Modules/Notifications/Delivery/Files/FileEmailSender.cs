using MimeKit;

namespace Tracker.Modules.Notifications.Delivery.Files;

/// <summary>
/// Writes each e-mail as an <c>.eml</c> file. The file is named after the e-mail's id; its name is the result's reference.
/// </summary>
/// <param name="folder">Created with the first message.</param>
public sealed class FileEmailSender(string folder, string from, TimeProvider clock) : IEmailSender
{
    private static readonly FormatOptions Format = new() { NewLineFormat = NewLineFormat.Dos, MaxLineLength = 76, International = true };
    private readonly MailboxAddress sender = Mailbox.ParseSender(from);
    private readonly MessageFolder messages = new(folder, ".eml");

    public string Place => $"files in the folder {messages.FullPath}";

    public Task<SendResult> SendAsync(Email email, CancellationToken ct) =>
        ct.IsCancellationRequested ? Task.FromCanceled<SendResult>(ct) : Task.FromResult(Send(email));

    private SendResult Send(Email email)
    {
        if (!Mailbox.IsAddress(email.To))
        {
            return Mailbox.NoRecipient;
        }

        using var message = EmailMime.Of(email, sender, $"<{email.Id}@localhost>", clock.GetUtcNow());
        // UTF-8 without transfer encoding keeps the files readable.
        message.Prepare(EncodingConstraint.EightBit);
        using var content = new MemoryStream();
        message.WriteTo(Format, content, CancellationToken.None);
        return messages.Write(email.Id, content.GetBuffer().AsSpan(0, (int)content.Length));
    }
}
