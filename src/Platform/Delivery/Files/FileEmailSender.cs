using System.Text;

namespace Tracker.Platform.Delivery.Files;

/// <summary>Writes each e-mail as an <c>.eml</c> file that mail programs open. The file's name is the e-mail's id and the result's reference.</summary>
/// <param name="folder">The folder; the first message makes it.</param>
/// <param name="from">The sender.</param>
/// <param name="clock">The time.</param>
public sealed class FileEmailSender(string folder, string from, TimeProvider clock) : IEmailSender
{
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

        var message = MimeMessage.Of(email, from, $"<{email.Id}@localhost>", clock.GetUtcNow(), ascii: false);
        return await messages.WriteAsync(email.Id, Encoding.UTF8.GetBytes(message), ct);
    }
}
