using System.Text;

namespace Tracker.Modules.Notifications.Delivery.Files;

/// <summary>
/// Writes each text message as a file: the recipient, an empty line, the text. The file is named after the message's id; its name is the
/// result's reference.
/// </summary>
/// <param name="folder">Created with the first message.</param>
public sealed class FileSmsSender(string folder) : ISmsSender
{
    private readonly MessageFolder messages = new(folder, ".txt");

    public string Place => $"files in the folder {messages.FullPath}";

    public Task<SendResult> SendAsync(Sms sms, CancellationToken ct) => ct.IsCancellationRequested
        ? Task.FromCanceled<SendResult>(ct)
        : Task.FromResult(messages.Write(sms.Id, Encoding.UTF8.GetBytes($"To: {OneLine.Of(sms.To)}\n\n{sms.Text}\n")));
}
