using System.Text;

namespace Tracker.Platform.Delivery.Files;

/// <summary>Writes each text message as a file: the recipient, an empty line, the text. The file's name is the message's id and the result's
/// reference.</summary>
/// <param name="folder">The folder; the first message makes it.</param>
public sealed class FileSmsSender(string folder) : ISmsSender
{
    private readonly MessageFolder messages = new(folder, ".txt");

    /// <inheritdoc/>
    public string Place => $"files in the folder {messages.FullPath}";

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(Sms sms, CancellationToken ct) =>
        messages.WriteAsync(sms.Id, Encoding.UTF8.GetBytes($"To: {OneLine.Of(sms.To)}\n\n{sms.Text}\n"), ct);
}
