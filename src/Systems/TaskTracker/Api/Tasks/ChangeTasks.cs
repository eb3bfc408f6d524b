using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

internal static class ChangeTasks
{
    /// <summary>Makes the same change of up to 100 tasks, or deletes them.</summary>
    /// <remarks>
    /// Each task has its own result, in the order of <c>ids</c>, with the status that a request for this task alone would have. A task that
    /// is refused does not keep the others from being changed. The changes that are made are stored together. The request counts once for
    /// the rate limit.
    /// </remarks>
    public static async Task<Results<JsonHttpResult<TaskResultsResponse>, Problem>> Handle(
        HttpContext context, Caller caller, BulkFields fields, UpdateTaskHandler update, DeleteTaskHandler delete)
    {
        using var body = await JsonBody.ReadAsync(context);
        var (tasks, changes) = fields.Read(body);
        if (body.Faults.Any)
        {
            return body.Faults.ToProblem();
        }

        var results = changes is null
            ? await DeleteAsync(new DeleteTasksCommand(tasks, caller.UserId), delete, context)
            : await UpdateAsync(new UpdateTasksCommand(tasks, caller.UserId, changes), update, context);
        return TypedResults.Json(new TaskResultsResponse(results), statusCode: StatusCodes.Status207MultiStatus);
    }

    private static async Task<List<TaskResult>> UpdateAsync(UpdateTasksCommand command, UpdateTaskHandler update, HttpContext context)
    {
        var outcomes = await update.HandleAll(command, context.RequestAborted);
        return [.. command.Tasks.Zip(outcomes, (asked, outcome) => outcome.Succeeded(out var task, out var failure)
            ? TaskResult.Of(task)
            : TaskResult.Of(asked.Id, UpdateTask.ProblemOf(failure), context))];
    }

    private static async Task<List<TaskResult>> DeleteAsync(DeleteTasksCommand command, DeleteTaskHandler delete, HttpContext context)
    {
        var outcomes = await delete.HandleAll(command, context.RequestAborted);
        return [.. command.Tasks.Zip(outcomes, (asked, outcome) => outcome.Succeeded(out _, out var failure)
            ? TaskResult.OfDeleted(asked.Id)
            : TaskResult.Of(asked.Id, DeleteTask.ProblemOf(failure), context))];
    }
}
