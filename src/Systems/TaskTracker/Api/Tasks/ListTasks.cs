using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

internal static class ListTasks
{
    /// <summary>Lists the tasks of all users, newest first by default.</summary>
    /// <remarks>
    /// A task must match all filters. Separate several values of one parameter by commas (<c>status=TODO,DONE</c>), or repeat the
    /// parameter. A page past the end is empty.
    /// </remarks>
    public static async Task<Results<Ok<TaskPageResponse>, Problem>> Handle(
        HttpContext context, Caller caller, TaskPolicy policy, ListTasksHandler list)
    {
        var query = new TaskListFields(context.Request.Query, policy, caller);
        var (filter, sort, page) = (query.Filter(), query.Sort(), query.Page());
        if (query.Faults.Any)
        {
            return query.Faults.ToProblem();
        }

        var tasks = await list.Handle(new ListTasksQuery(caller.UserId, filter, sort, page.Request), context.RequestAborted);
        return TypedResults.Ok(new TaskPageResponse([.. tasks.Items.Select(TaskResponse.From)], page.Number, page.Size, tasks.Total));
    }
}
