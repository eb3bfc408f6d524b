using Tracker.Platform.Hosting;
using Tracker.Systems.TaskTracker.Api;
using Tracker.Systems.TaskTracker.Worker;

namespace Tracker.Systems.TaskTracker;

/// <summary>The flagship (document 002): tasks, tags, attachments, audit log and reminders for a team in which everybody sees
/// everything and changes their own.</summary>
public static class TaskTrackerSystem
{
    /// <summary>Its services.</summary>
    public static SystemDefinition Definition { get; } = new("task-tracker", ApiOptions.SecretVariable,
    [
        new ServiceDefinition("api", 8000, "/health/ready", ApiService.Build)
        {
            Store = "api",
            FileNames = "select storage_path from attachments",
            Settings = ApiOptions.Settings,
        },
        new ServiceDefinition("worker", 8001, "/health/live", WorkerService.Build) { Store = "api", Settings = WorkerOptions.Settings },
    ])
    {
        Accounts = "api",
    };
}
