using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskManager.Tasks;

internal static class CreateTask
{
    /// <summary>Creates a task owned by the caller.</summary>
    public static async Task<Results<Created<TaskResponse>, Problem>> Handle(
        HttpContext context, Caller caller, TaskFields fields, CreateTaskHandler create)
    {
        using var body = await JsonBody.ReadAsync(context);
        var content = fields.ReadContent(body);
        if (body.Faults.Any)
        {
            return body.Faults.ToProblem();
        }

        var owner = TaskOwner.Numbered(caller.UserNumber, caller.Email);
        var task = await create.Handle(new CreateTaskCommand(owner, content), context.RequestAborted);
        return TypedResults.Created($"/tasks/{task.Number}", TaskResponse.From(task));
    }
}
