using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Notifications;
using Tracker.Modules.Notifications.Direct;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTrackerOrders.Notifications;

internal static class Notify
{
    private static readonly TextRule Type = new(0, int.MaxValue) { Verbatim = true };
    private static readonly TextRule Subject = new(1, 255);
    private static readonly TextRule Text = new(1, 10_000);

    public static BodyDescription Body { get; } = new("NotifyRequest", "A notification of a user.",
        BodyField.Id("user_id", "The user to notify.").Required(),
        BodyField.Word("type", "email, in_app or sms.", NotificationTypes.All).Required(),
        BodyField.Text("subject", $"{Subject.Min} to {Subject.Max} characters.", Subject).Required(),
        BodyField.Text("body", $"The text: {Text.Min} to {Text.Max:N0} characters.", Text).Required());

    /// <summary>Notifies a user.</summary>
    /// <remarks>
    /// The notification is delivered in the background: its status becomes <c>sent</c>, or <c>failed</c> when the user cannot be reached.
    /// </remarks>
    public static async Task<Results<Created<NotifyResponse>, Problem>> Handle(HttpContext context, QueueNotificationHandler queue)
    {
        using var body = await JsonBody.ReadAsync(context);
        var userId = body.RequiredId("user_id");
        var type = body.RequiredText("type", Type);
        var subject = body.RequiredText("subject", Subject);
        var text = body.RequiredText("body", Text);
        if (body.Faults.Any)
        {
            return body.Faults.ToProblem();
        }

        if (!NotificationTypes.All.Contains(type))
        {
            return OrdersErrors.InvalidNotificationType;
        }

        var id = await queue.Handle(new QueueNotificationCommand(DraftOf(userId, type, subject, text)), context.RequestAborted);
        return TypedResults.Created($"/notifications/{id}", new NotifyResponse(id, NotificationWords.Pending));
    }

    // The text is plain; an e-mail also has it as HTML.
    private static NotificationDraft DraftOf(Guid userId, string type, string subject, string text) => type == Channels.Email
        ? new NotificationDraft(userId, type, Recipient: null, HtmlOf(text)) { Subject = subject, TextBody = text }
        : new NotificationDraft(userId, type, Recipient: null, text) { Subject = subject };

    private static string HtmlOf(string text) =>
        $"<!doctype html>\n<html><body style=\"white-space: pre-wrap\">{WebUtility.HtmlEncode(text)}</body></html>\n";
}
