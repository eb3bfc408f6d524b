using Tracker.Platform.Hosting;
using Tracker.Systems.TaskTracker.Api;
using Tracker.Systems.TaskTracker.Frontend;
using Tracker.Systems.TaskTracker.Worker;

namespace Tracker.Systems.TaskTracker;

/// <summary>
/// The task tracker of document 002: tasks, tags, attachments, audit log and reminders for a team. Every user can read all tasks and change
/// their own.
/// </summary>
public static class TaskTrackerSystem
{
    /// <summary>The services of the system.</summary>
    public static SystemDefinition Definition { get; } = new("task-tracker", ApiOptions.SecretVariable,
    [
        new ServiceDefinition("api", 8000, "/health/ready", ApiService.Build)
        {
            Store = "api",
            FileNames = "select storage_path from attachments",
            Settings = ApiOptions.Settings,
        },
        new ServiceDefinition("worker", 8001, "/health/live", WorkerService.Build) { Store = "api", Settings = WorkerOptions.Settings },
        new ServiceDefinition("frontend", 3000, "/health/live", FrontendService.Build)
        {
            Calls = ["api"],
            Settings = FrontendOptions.Settings,
            Lack = settings => BuiltFrontend.FaultOf(FrontendOptions.FolderOf(settings)),
        },
    ])
    {
        Accounts = "api",
    };
}
