using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskManager.Tasks;

internal static class GetTask
{
    /// <summary>Returns a task.</summary>
    public static async Task<Results<Ok<TaskResponse>, Problem>> Handle(
        [FromRoute(Name = "task_id")] PathNumber id, Caller caller, GetTaskHandler get, CancellationToken ct)
    {
        var faults = new FaultList();
        var number = id.Read("task_id", faults);
        if (faults.Any)
        {
            return faults.ToProblem();
        }

        var outcome = await get.Handle(new GetTaskQuery(number, TaskOwner.IdOf(caller.UserNumber)), ct);
        return outcome.Succeeded(out var task, out var failure)
            ? TypedResults.Ok(TaskResponse.From(task))
            : failure switch
            {
                GetTaskFailure.NotFound => TaskManagerErrors.TaskNotFound,
            };
    }
}
