using Tracker.Modules.Tasks;

namespace Tracker.Systems.TaskManager.Tasks;

/// <summary>The rules of this system's tasks (document 004, "Task Service Endpoints").</summary>
internal static class TaskPolicies
{
    public static TaskPolicy Tasks { get; } = CreateTaskPolicy();

    private static TaskPolicy CreateTaskPolicy()
    {
        var statuses = new Vocabulary(["Pending", "In Progress", "Completed"], standard: "Pending");
        return new TaskPolicy
        {
            Statuses = statuses,
            Priorities = new Vocabulary(["normal"], standard: "normal"),
            DoneStatuses = [statuses.Words[^1]],
            Readers = TaskReaders.Owner,
            ShowsNumbers = true,
            EventOf = change => change.Kind == TaskEventKind.Created ? TaskCreatedEvent.Of(change.Task) : null,
        };
    }
}
