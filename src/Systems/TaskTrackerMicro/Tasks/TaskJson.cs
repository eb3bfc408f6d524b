using System.Text.Json.Serialization;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http;

namespace Tracker.Systems.TaskTrackerMicro.Tasks;

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    Converters = [typeof(UtcMillisecondsJsonConverter)])]
[JsonSerializable(typeof(TaskResponse))]
[JsonSerializable(typeof(TaskListResponse))]
[JsonSerializable(typeof(TaskStatisticsResponse))]
[JsonSerializable(typeof(HealthResponse))]
internal sealed partial class TaskJson : JsonSerializerContext;

/// <summary>A task.</summary>
/// <param name="Id">The task's id.</param>
/// <param name="Title">The title.</param>
/// <param name="Description">The description; null when there is none.</param>
/// <param name="Status">todo, in_progress or done.</param>
/// <param name="Priority">low, medium or high.</param>
/// <param name="IsCompleted">True when the status is done.</param>
/// <param name="DueDate">The due date, in UTC; null when there is none.</param>
/// <param name="OwnerId">The id of the user who created it.</param>
/// <param name="CreatedAt">The time it was created, in UTC.</param>
/// <param name="UpdatedAt">The time of the last change, in UTC.</param>
public sealed record TaskResponse(
    long Id,
    string Title,
    string? Description,
    string Status,
    string Priority,
    bool IsCompleted,
    DateTime? DueDate,
    long OwnerId,
    DateTime CreatedAt,
    DateTime UpdatedAt)
{
    internal static TaskResponse From(TaskItem task) => new(
        task.Number ?? throw new InvalidOperationException("In this system every task has a number."),
        task.Title,
        task.Description,
        task.Status.Text,
        task.Priority.Text,
        TaskPolicies.Tasks.DoneStatuses.Contains(task.Status),
        task.DueDate,
        task.Owner.Number ?? throw new InvalidOperationException("In this system every owner has a number."),
        task.CreatedAt,
        task.UpdatedAt);
}

/// <summary>A part of the caller's tasks, newest first.</summary>
/// <param name="Tasks">The tasks of this part; empty past the end.</param>
/// <param name="Total">The number of all matching tasks.</param>
/// <param name="Skip">The number of skipped tasks, as requested.</param>
/// <param name="Limit">The max number of tasks, as requested.</param>
public sealed record TaskListResponse(IReadOnlyList<TaskResponse> Tasks, long Total, int Skip, int Limit);

/// <summary>The counts of the caller's tasks.</summary>
/// <param name="Total">All tasks.</param>
/// <param name="Todo">Tasks with the status todo.</param>
/// <param name="InProgress">Tasks with the status in_progress.</param>
/// <param name="Done">Tasks with the status done.</param>
/// <param name="Completed">Completed tasks: as many as done.</param>
/// <param name="HighPriority">Tasks with the priority high.</param>
/// <param name="MediumPriority">Tasks with the priority medium.</param>
/// <param name="LowPriority">Tasks with the priority low.</param>
public sealed record TaskStatisticsResponse(
    long Total, long Todo, long InProgress, long Done, long Completed, long HighPriority, long MediumPriority, long LowPriority);
