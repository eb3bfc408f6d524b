using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;

namespace Tracker.Systems.TaskManager.Tasks;

internal static class ListTasks
{
    /// <summary>Lists the caller's tasks, newest first.</summary>
    /// <remarks>Past the end the list is empty.</remarks>
    public static async Task<Results<Ok<IReadOnlyList<TaskResponse>>, Problem>> Handle(
        HttpContext context, Caller caller, TaskPolicy policy, ListTasksHandler list)
    {
        var query = new TaskListFields(context.Request.Query, policy);
        var (filter, part) = (query.Filter(), query.Part());
        if (query.Faults.Any)
        {
            return query.Faults.ToProblem();
        }

        var reader = TaskOwner.IdOf(caller.UserNumber);
        var tasks = await list.Handle(new ListTasksQuery(reader, filter, Sort: [], part), context.RequestAborted);
        return TypedResults.Ok<IReadOnlyList<TaskResponse>>([.. tasks.Items.Select(TaskResponse.From)]);
    }
}
