using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

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

        var owner = new TaskOwner(caller.UserId, Number: null, caller.Email);
        var task = await create.Handle(new CreateTaskCommand(owner, content), context.RequestAborted);
        TaskETag.Send(context, task);
        return TypedResults.Created($"/api/v1/tasks/{task.Id}", TaskResponse.From(task));
    }
}
