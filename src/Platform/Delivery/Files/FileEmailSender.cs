using MimeKit;

namespace Tracker.Platform.Delivery.Files;

/// <summary>Writes each e-mail as an <c>.eml</c> file that mail programs open. The file's name is the e-mail's id and the result's reference.</summary>
/// <param name="folder">The folder; the first message makes it.</param>
/// <param name="from">The sender.</param>
/// <param name="clock">The time.</param>
public sealed class FileEmailSender(string folder, string from, TimeProvider clock) : IEmailSender
{
    private static readonly FormatOptions Format = new() { NewLineFormat = NewLineFormat.Dos, MaxLineLength = 76, International = true };
    private readonly MailboxAddress sender = Mailbox.ParseSender(from);
    private readonly MessageFolder messages = new(folder, ".eml");

    /// <inheritdoc/>
    public string Place => $"files in the folder {messages.FullPath}";

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(Email email, CancellationToken ct)
    {
        if (!Mailbox.IsAddress(email.To))
        {
            return Mailbox.NoRecipient;
        }

        using var message = EmailMime.Of(email, sender, $"<{email.Id}@localhost>", clock.GetUtcNow());
        // Files are UTF-8, so that their text can be read as it is.
        message.Prepare(EncodingConstraint.EightBit);
        using var content = new MemoryStream();
        await message.WriteToAsync(Format, content, ct);
        return await messages.WriteAsync(email.Id, content.GetBuffer().AsMemory(0, (int)content.Length), ct);
    }
}
