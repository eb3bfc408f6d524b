using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tracker.Modules.Tasks.Attachments;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Attachments;

internal static class RemoveAttachment
{
    /// <summary>Deletes an attached file.</summary>
    /// <remarks>Requires the owner of the task.</remarks>
    public static async Task<Results<NoContent, Problem>> Handle(
        [FromRoute(Name = "attachment_id")] PathId id, Caller caller, RemoveAttachmentHandler remove, CancellationToken ct)
    {
        if (id.Value is not { } attachmentId)
        {
            return TaskTrackerErrors.AttachmentNotFound;
        }

        var outcome = await remove.Handle(new RemoveAttachmentCommand(attachmentId, caller.UserId), ct);
        return outcome.Succeeded(out _, out var failure)
            ? TypedResults.NoContent()
            : failure switch
            {
                RemoveAttachmentFailure.NotFound => TaskTrackerErrors.AttachmentNotFound,
                RemoveAttachmentFailure.NotOwner => TaskTrackerErrors.NotTaskOwner,
            };
    }
}
