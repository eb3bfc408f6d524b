using Tracker.Platform.Hosting;
using Tracker.Systems.TaskTrackerMicro.Gateway;
using Tracker.Systems.TaskTrackerMicro.Stats;
using Tracker.Systems.TaskTrackerMicro.Tasks;
using Tracker.Systems.TaskTrackerMicro.Users;

namespace Tracker.Systems.TaskTrackerMicro;

/// <summary>The task tracker of document 001: a gateway in front of accounts, tasks that only their owner sees, and statistics.</summary>
public static class TaskTrackerMicroSystem
{
    /// <summary>The services of the system.</summary>
    public static SystemDefinition Definition { get; } = new("tasktracker-micro", TaskTrackerMicroSettings.SecretVariable,
    [
        new ServiceDefinition("api-gateway", 8000, HealthRoutes.Path, GatewayService.Build)
        {
            Calls = ["user-service", "task-service", "stats-service"],
            NeverBlocks = true,
            Settings = GatewayOptions.Settings,
        },
        new ServiceDefinition("user-service", 8001, HealthRoutes.ReadyPath, UserService.Build)
        {
            Store = "user-service",
            Settings = UserOptions.Settings,
        },
        new ServiceDefinition("task-service", 8002, HealthRoutes.ReadyPath, TaskService.Build)
        {
            Store = "task-service",
            Settings = TaskOptions.Settings,
        },
        new ServiceDefinition("stats-service", 8003, HealthRoutes.Path, StatsService.Build)
        {
            Calls = ["task-service"],
            Settings = StatsOptions.Settings,
        },
    ])
    {
        Accounts = "user-service",
    };
}
