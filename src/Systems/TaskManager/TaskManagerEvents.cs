using Tracker.Platform.Messaging;

namespace Tracker.Systems.TaskManager;

/// <summary>The event of document 004: a task was created.</summary>
internal static class TaskManagerEvents
{
    public const string TaskCreated = "task.created";

    /// <summary>The <c>event_type</c> of its body.</summary>
    public const string TaskCreatedType = "task_created";

    /// <summary>The form of times in bodies, answers and log lines: UTC, whole seconds, without a zone.</summary>
    public const string TimeForm = "yyyy-MM-dd'T'HH:mm:ss";

    public static EventTopology Topology { get; } =
        new("task_exchange", "task_notifications_dead", [new Subscription("task_notifications", TaskCreated)]);
}
