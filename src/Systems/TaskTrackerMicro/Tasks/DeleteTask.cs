using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTrackerMicro.Tasks;

internal static class DeleteTask
{
    /// <summary>Deletes a task.</summary>
    public static async Task<Results<NoContent, Problem>> Handle(
        [FromRoute(Name = "task_id")] PathNumber id, Caller caller, DeleteTaskHandler delete, CancellationToken ct)
    {
        var faults = new FaultList();
        var number = id.Read("task_id", faults);
        if (faults.Any)
        {
            return faults.ToProblem();
        }

        var outcome = await delete.Handle(new DeleteTaskCommand(number, TaskOwner.IdOf(caller.UserNumber)), ct);
        return outcome.Succeeded(out _, out var failure)
            ? TypedResults.NoContent()
            : failure switch
            {
                DeleteTaskFailure.NotFound => TaskTrackerMicroErrors.TaskNotFound,
                DeleteTaskFailure.NotOwner => throw new InvalidOperationException("In this system only the owner sees a task."),
                DeleteTaskFailure.VersionChanged => throw new InvalidOperationException("In this system no request names a version."),
            };
    }
}
