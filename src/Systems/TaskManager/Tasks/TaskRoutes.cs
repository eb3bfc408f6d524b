using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;

namespace Tracker.Systems.TaskManager.Tasks;

/// <summary>The routes of document 004, "Task Service Endpoints".</summary>
internal static class TaskRoutes
{
    private static readonly Problem WrongId = Problems.Validation([new Fault("path", "task_id", "must be a whole number", "int_parsing")]);

    public static void MapTasks(this IEndpointRouteBuilder app)
    {
        var tasks = app.MapGroup("/tasks").WithTags("Tasks").RequireCaller();
        var fields = app.ServiceProvider.GetRequiredService<TaskFields>();

        tasks.MapPost("/", CreateTask.Handle)
            .TakesBody(fields.Content)
            .Refuses(TaskManagerErrors.Invalid("title", "is required", "missing"));

        tasks.MapGet("/", ListTasks.Handle)
            .TakesQuery(TaskListFields.Description)
            .Refuses(TaskManagerErrors.InvalidQuery("limit", "must be a whole number from 1 to 100", "int_parsing"));

        tasks.MapGet("/{task_id}", GetTask.Handle).Refuses(WrongId, TaskManagerErrors.TaskNotFound);

        tasks.MapPut("/{task_id}", UpdateTask.Handle)
            .TakesBody(fields.Changes)
            .Refuses(TaskManagerErrors.Invalid("title", "must not be empty", "string_too_short"), TaskManagerErrors.TaskNotFound);

        tasks.MapDelete("/{task_id}", DeleteTask.Handle).Refuses(WrongId, TaskManagerErrors.TaskNotFound);
    }
}
