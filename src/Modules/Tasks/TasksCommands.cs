namespace Tracker.Modules.Tasks;

/// <summary>Makes the same change of several tasks, each as <see cref="UpdateTaskCommand"/> would.</summary>
/// <param name="Tasks">None of them twice.</param>
/// <param name="UserId">The caller.</param>
public sealed record UpdateTasksCommand(IReadOnlyList<TaskAtVersion> Tasks, Guid UserId, TaskChanges Changes);

/// <summary>Deletes several tasks, each as <see cref="DeleteTaskCommand"/> would.</summary>
/// <param name="Tasks">None of them twice.</param>
/// <param name="UserId">The caller.</param>
public sealed record DeleteTasksCommand(IReadOnlyList<TaskAtVersion> Tasks, Guid UserId);

/// <summary>One of several tasks of a command.</summary>
/// <param name="IfVersion">The task is changed only if it has one of these versions; null: whatever version it has.</param>
public sealed record TaskAtVersion(Guid Id, IReadOnlyCollection<long>? IfVersion = null);
