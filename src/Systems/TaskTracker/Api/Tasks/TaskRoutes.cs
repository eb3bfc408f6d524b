using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.OpenApi;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

/// <summary>Document 002 §5.4.</summary>
internal static class TaskRoutes
{
    private const string Json = "application/json";

    public static void MapTasks(this IEndpointRouteBuilder api)
    {
        var tasks = api.MapGroup("/tasks").WithTags("Tasks").RequireCaller();

        tasks.MapPost("/", CreateTask.Handle)
            .Accepts<TaskRequest>(Json)
            .Refuses(TaskTrackerErrors.Invalid("title", "is required"));

        tasks.MapGet("/", ListTasks.Handle)
            .TakesQuery(TaskListFields.Description)
            .Refuses(TaskTrackerErrors.Invalid("page_size", "must be a whole number from 1 to 100"));

        tasks.MapGet("/{task_id}", GetTask.Handle)
            .Refuses(TaskTrackerErrors.TaskNotFound);

        tasks.MapPut("/{task_id}", UpdateTask.Replace)
            .Accepts<TaskRequest>(Json)
            .Refuses(TaskTrackerErrors.Invalid("title", "is required"), TaskTrackerErrors.NotTaskOwner, TaskTrackerErrors.TaskNotFound);

        tasks.MapPatch("/{task_id}", UpdateTask.Change)
            .Accepts<TaskChangeRequest>(Json)
            .Refuses(TaskTrackerErrors.Invalid("status", "must be one of TODO, IN_PROGRESS, BLOCKED, DONE"),
                TaskTrackerErrors.NotTaskOwner, TaskTrackerErrors.TaskNotFound);

        tasks.MapDelete("/{task_id}", DeleteTask.Handle)
            .Refuses(TaskTrackerErrors.NotTaskOwner, TaskTrackerErrors.TaskNotFound);
    }
}
