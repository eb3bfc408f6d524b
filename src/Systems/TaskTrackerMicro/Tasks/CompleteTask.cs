using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTrackerMicro.Tasks;

internal static class CompleteTask
{
    /// <summary>Sets the status of a task to done.</summary>
    public static Task<Results<Ok<TaskResponse>, Problem>> Complete(
        [FromRoute(Name = "task_id")] PathNumber id, Caller caller, TaskPolicy policy, UpdateTaskHandler update, CancellationToken ct) =>
        SetStatusAsync(id, policy.DoneStatuses[0], caller, update, ct);

    /// <summary>Sets the status of a task to todo.</summary>
    public static Task<Results<Ok<TaskResponse>, Problem>> Incomplete(
        [FromRoute(Name = "task_id")] PathNumber id, Caller caller, TaskPolicy policy, UpdateTaskHandler update, CancellationToken ct) =>
        SetStatusAsync(id, policy.Statuses.Standard, caller, update, ct);

    private static async Task<Results<Ok<TaskResponse>, Problem>> SetStatusAsync(
        PathNumber id, RankedWord status, Caller caller, UpdateTaskHandler update, CancellationToken ct)
    {
        var faults = new FaultList();
        var number = id.Read("task_id", faults);
        return faults.Any
            ? faults.ToProblem()
            : await UpdateTask.ChangeAsync(number, new TaskChanges { Status = status }, caller, update, ct);
    }
}
