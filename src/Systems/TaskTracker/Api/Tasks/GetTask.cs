using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

internal static class GetTask
{
    /// <summary>Tells one task with its attachments.</summary>
    public static async Task<Results<Ok<TaskDetailResponse>, Problem>> Handle([FromRoute(Name = "task_id")] PathId id, Caller caller, GetTaskHandler get, CancellationToken ct)
    {
        if (id.Value is not { } taskId)
        {
            return TaskTrackerErrors.TaskNotFound;
        }

        var outcome = await get.Handle(new Modules.Tasks.GetTask(taskId, caller.UserId), ct);
        return outcome.Succeeded(out var task, out var failure)
            ? TypedResults.Ok(new TaskDetailResponse(TaskResponse.From(task), []))
            : failure switch
            {
                GetTaskFailure.NotFound => TaskTrackerErrors.TaskNotFound,
            };
    }
}
