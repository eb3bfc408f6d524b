using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

/// <summary>What PUT and PATCH answer.</summary>
internal static class UpdateTaskOutcome
{
    public static Results<Ok<TaskResponse>, Problem> ToResult(this Outcome<TaskItem, UpdateTaskFailure> outcome) =>
        outcome.Succeeded(out var task, out var failure)
            ? TypedResults.Ok(TaskResponse.From(task))
            : failure switch
            {
                UpdateTaskFailure.NotFound => TaskTrackerErrors.TaskNotFound,
                UpdateTaskFailure.NotOwner => TaskTrackerErrors.NotTaskOwner,
            };
}
