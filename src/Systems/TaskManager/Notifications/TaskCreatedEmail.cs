using System.Net;
using Tracker.Modules.Notifications.Delivery;
using Tracker.Platform.Messaging;

namespace Tracker.Systems.TaskManager.Notifications;

/// <summary>The e-mail to the owner of a new task.</summary>
/// <param name="sender">Null when e-mails are disabled.</param>
internal sealed class TaskCreatedEmail(IEmailSender? sender)
{
    /// <returns>Done, also when there is no recipient.</returns>
    public async Task<MessageOutcome> SendAsync(TaskCreatedMessage task, CancellationToken ct)
    {
        if (sender is null || string.IsNullOrEmpty(task.UserEmail))
        {
            return MessageOutcome.Done;
        }

        var text = $"Your task \"{task.Title}\" was created. Its number is {task.TaskId}.";
        var result = await sender.SendAsync(
            new Email(task.EventId, task.UserEmail, $"Task created: {task.Title}", $"<p>{WebUtility.HtmlEncode(text)}</p>", text), ct);
        return result.Status switch
        {
            SendStatus.Sent => MessageOutcome.Done,
            SendStatus.Failed => MessageOutcome.Retry(result.Detail),
            SendStatus.Rejected => MessageOutcome.Dead(result.Detail),
        };
    }
}
