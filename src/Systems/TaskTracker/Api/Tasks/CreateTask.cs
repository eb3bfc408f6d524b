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
    /// <remarks>
    /// With an <c>Idempotency-Key</c> header the request can be repeated for 24 hours: it returns the first response again, with
    /// <c>Idempotency-Replayed</c>, and creates no second task. The same key with other content is rejected.
    /// </remarks>
    public static async Task<Results<Created<TaskResponse>, Problem>> Handle(
        HttpContext context, Caller caller, TaskFields fields, CreateTaskHandler create, CreateTaskOnceHandler createOnce)
    {
        using var body = await JsonBody.ReadAsync(context);
        var key = IdempotencyKey.Visible.Read(context.Request.Headers, body.Faults);
        var content = fields.ReadContent(body);
        if (body.Faults.Any)
        {
            return body.Faults.ToProblem();
        }

        var owner = new TaskOwner(caller.UserId, Number: null, caller.Email);
        if (key is null)
        {
            return Created(context, await create.Handle(new CreateTaskCommand(owner, content), context.RequestAborted));
        }

        var outcome = await createOnce.Handle(new CreateTaskOnceCommand(owner, content, key), context.RequestAborted);
        if (!outcome.Succeeded(out var once, out var failure))
        {
            return failure switch
            {
                CreateTaskOnceFailure.KeyUsedForAnotherTask => TaskTrackerErrors.KeyUsedForAnotherTask,
                CreateTaskOnceFailure.KeyInUse => Problems.IdempotencyKeyInUse,
            };
        }

        if (once.IsRepeat)
        {
            context.Response.Headers[IdempotencyKey.ReplayedHeader] = "true";
        }

        return Created(context, once.Task);
    }

    private static Created<TaskResponse> Created(HttpContext context, TaskItem task)
    {
        TaskETag.Send(context, task);
        return TypedResults.Created($"/api/v1/tasks/{task.Id}", TaskResponse.From(task));
    }
}
