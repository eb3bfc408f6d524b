using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Pipeline;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

/// <summary>The results of a request about several tasks.</summary>
/// <param name="Results">One for each task, in the order of the request.</param>
public sealed record TaskResultsResponse(IReadOnlyList<TaskResult> Results);

/// <summary>The result for one of several tasks.</summary>
/// <param name="Id">The task's id.</param>
/// <param name="Status">
/// The status of a request for this task alone: 200 for a changed task, 204 for a deleted one, otherwise that of the error.
/// </param>
/// <param name="Task">The task after the change. Absent for a deleted task and with an error.</param>
/// <param name="Error">Why the task is unchanged. Absent without an error.</param>
public sealed record TaskResult(
    Guid Id,
    int Status,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] TaskResponse? Task = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] ErrorBody? Error = null)
{
    internal static TaskResult Of(TaskItem task) => new(task.Id, StatusCodes.Status200OK, TaskResponse.From(task));

    internal static TaskResult OfDeleted(Guid id) => new(id, StatusCodes.Status204NoContent);

    internal static TaskResult Of(Guid id, Problem problem, HttpContext context) =>
        new(id, problem.Status, Error: EnvelopeErrorFormat.ErrorOf(problem, context.CorrelationId()));
}
