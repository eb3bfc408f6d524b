using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

/// <summary>The routes of document 002 §5.4.</summary>
internal static class TaskRoutes
{
    public static void MapTasks(this IEndpointRouteBuilder api)
    {
        var tasks = api.MapGroup("/tasks").WithTags("Tasks").RequireCaller();
        var fields = api.ServiceProvider.GetRequiredService<TaskFields>();

        tasks.MapPost("/", CreateTask.Handle)
            .AnswersETag()
            .TakesIdempotencyKey(IdempotencyKey.Visible, "task")
            .MarksRepeats()
            .TakesBody(fields.Content)
            .Refuses(
                TaskTrackerErrors.Invalid("title", "is required"),
                Problems.IdempotencyKeyInUse,
                TaskTrackerErrors.KeyUsedForAnotherTask);

        tasks.MapGet("/", ListTasks.Handle)
            .TakesQuery(TaskListFields.Description)
            .Refuses(TaskTrackerErrors.Invalid("page_size", "must be a whole number from 1 to 100"));

        tasks.MapPost("/bulk", ChangeTasks.Handle)
            .TakesBody(api.ServiceProvider.GetRequiredService<BulkFields>().Description)
            .Produces<TaskResultsResponse>(StatusCodes.Status207MultiStatus)
            .Refuses(TaskTrackerErrors.Invalid("ids", "is required"));

        tasks.MapGet("/{task_id}", GetTask.Handle)
            .AnswersETag()
            .TakesHeader(TaskETag.IfNoneMatch)
            .Produces(StatusCodes.Status304NotModified)
            .Refuses(TaskTrackerErrors.TaskNotFound);

        tasks.MapPut("/{task_id}", UpdateTask.Replace)
            .WithName("replaceTask")
            .AnswersETag()
            .TakesHeader(TaskETag.IfMatch)
            .TakesBody(fields.Content)
            .Refuses(
                TaskTrackerErrors.Invalid("title", "is required"),
                TaskTrackerErrors.NotTaskOwner,
                TaskTrackerErrors.TaskNotFound,
                TaskTrackerErrors.TaskChanged);

        tasks.MapPatch("/{task_id}", UpdateTask.Change)
            .WithName("updateTask")
            .AnswersETag()
            .TakesHeader(TaskETag.IfMatch)
            .TakesBody(fields.Changes)
            .Refuses(TaskTrackerErrors.Invalid("status", $"must be one of {string.Join(", ", TaskTrackerPolicies.Tasks.Statuses.Texts)}"),
                TaskTrackerErrors.NotTaskOwner, TaskTrackerErrors.TaskNotFound, TaskTrackerErrors.TaskChanged);

        tasks.MapDelete("/{task_id}", DeleteTask.Handle)
            .TakesHeader(TaskETag.IfMatch)
            .Refuses(
                TaskTrackerErrors.Invalid("If-Match", TaskETag.Malformed),
                TaskTrackerErrors.NotTaskOwner,
                TaskTrackerErrors.TaskNotFound,
                TaskTrackerErrors.TaskChanged);
    }
}
