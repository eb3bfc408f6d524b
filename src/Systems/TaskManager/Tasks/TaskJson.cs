using System.Text.Json.Serialization;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http;

namespace Tracker.Systems.TaskManager.Tasks;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(WholeSecondsJsonConverter)])]
[JsonSerializable(typeof(IReadOnlyList<TaskResponse>))]
[JsonSerializable(typeof(MessageResponse))]
[JsonSerializable(typeof(ServiceResponse))]
[JsonSerializable(typeof(HealthResponse))]
internal sealed partial class TaskJson : JsonSerializerContext;

/// <summary>A task (document 004, "Task Service Endpoints").</summary>
/// <param name="Id">The task's id.</param>
/// <param name="Title">The title.</param>
/// <param name="Description">The description; null when there is none.</param>
/// <param name="Status">Pending, In Progress or Completed.</param>
/// <param name="UserId">The owner's id.</param>
/// <param name="CreatedAt">The time it was created, in UTC.</param>
/// <param name="UpdatedAt">The time of the last change, in UTC.</param>
public sealed record TaskResponse(
    long Id, string Title, string? Description, string Status, long UserId, DateTime CreatedAt, DateTime UpdatedAt)
{
    internal static TaskResponse From(TaskItem task) => new(
        task.Number ?? throw new InvalidOperationException("In this system every task has a number."),
        task.Title,
        task.Description,
        task.Status.Text,
        task.Owner.Number ?? throw new InvalidOperationException("In this system every owner has a number."),
        task.CreatedAt,
        task.UpdatedAt);
}

/// <summary>What was done.</summary>
/// <param name="Message">For people.</param>
public sealed record MessageResponse(string Message);
