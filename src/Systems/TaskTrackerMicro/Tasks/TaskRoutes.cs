using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;

namespace Tracker.Systems.TaskTrackerMicro.Tasks;

/// <summary>The routes of task-service (document 001, "Task Service").</summary>
internal static class TaskRoutes
{
    private static readonly Problem WrongId = Problems.Validation([new Fault("path", "task_id", "must be a whole number", "int_parsing")]);

    public static void MapTasks(this IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup("/api/v1/tasks").WithTags("Tasks").RequireCaller();
        var fields = app.ServiceProvider.GetRequiredService<TaskFields>();
        var missingTitle = TaskTrackerMicroErrors.Invalid("title", "is required", "missing");

        tasks.MapPost("/", CreateTask.Handle).TakesBody(fields.Content).Refuses(missingTitle);

        tasks.MapGet("/", ListTasks.Handle)
            .TakesQuery(TaskListFields.Description)
            .Refuses(TaskTrackerMicroErrors.InvalidQuery("limit", "must be a whole number from 1 to 1000", "int_parsing"));

        tasks.MapGet("/stats", GetTaskStatistics.Handle);

        tasks.MapGet("/{task_id}", GetTask.Handle).Refuses(WrongId, TaskTrackerMicroErrors.TaskNotFound);

        tasks.MapPut("/{task_id}", UpdateTask.Handle)
            .TakesBody(fields.Changes)
            .Refuses(TaskTrackerMicroErrors.Invalid("title", "must not be empty", "string_too_short"), TaskTrackerMicroErrors.TaskNotFound);

        tasks.MapDelete("/{task_id}", DeleteTask.Handle).Refuses(WrongId, TaskTrackerMicroErrors.TaskNotFound);

        tasks.MapPatch("/{task_id}/complete", CompleteTask.Complete)
            .WithName("completeTask")
            .Refuses(WrongId, TaskTrackerMicroErrors.TaskNotFound);

        tasks.MapPatch("/{task_id}/incomplete", CompleteTask.Incomplete)
            .WithName("reopenTask")
            .Refuses(WrongId, TaskTrackerMicroErrors.TaskNotFound);
    }
}
