using Tracker.Modules.Tasks;

namespace Tracker.Systems.TaskTrackerMicro.Tasks;

/// <summary>The rules of this system's tasks (document 001, "Task Service").</summary>
internal static class TaskPolicies
{
    public static TaskPolicy Tasks { get; } = CreateTaskPolicy();

    private static TaskPolicy CreateTaskPolicy()
    {
        var statuses = new Vocabulary(["todo", "in_progress", "done"], standard: "todo");
        return new TaskPolicy
        {
            Statuses = statuses,
            Priorities = new Vocabulary(["low", "medium", "high"], standard: "medium"),
            DoneStatuses = [statuses.Words[^1]],
            Readers = TaskReaders.Owner,
            MaxTitleLength = 255,
            ShowsNumbers = true,
        };
    }
}
