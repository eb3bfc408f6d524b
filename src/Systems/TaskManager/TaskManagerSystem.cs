using Tracker.Platform.Hosting;
using Tracker.Systems.TaskManager.Auth;
using Tracker.Systems.TaskManager.Gateway;
using Tracker.Systems.TaskManager.Notifications;
using Tracker.Systems.TaskManager.Tasks;

namespace Tracker.Systems.TaskManager;

/// <summary>
/// The task manager of document 004: a gateway in front of accounts, tasks that only their owner sees, and notifications.
/// </summary>
public static class TaskManagerSystem
{
    /// <summary>The services and events of the system.</summary>
    public static SystemDefinition Definition { get; } = new("task-manager", TaskManagerSettings.SecretVariable,
    [
        new ServiceDefinition("api-gateway", 8000, HealthRoutes.Path, GatewayService.Build)
        {
            Calls = ["auth-service", "task-service", "notification-service"],
            NeverBlocks = true,
            Settings = GatewayOptions.Settings,
        },
        new ServiceDefinition("auth-service", 8001, HealthRoutes.ReadyPath, AuthService.Build)
        {
            Store = "auth-service",
            Settings = AuthOptions.Settings,
        },
        new ServiceDefinition("task-service", 8002, HealthRoutes.ReadyPath, TaskService.Build)
        {
            Store = "task-service",
            Calls = ["auth-service"],
            Settings = TaskOptions.Settings,
        },
        new ServiceDefinition("notification-service", 8003, HealthRoutes.ReadyPath, NotificationService.Build)
        {
            Store = "notification-service",
            Calls = ["auth-service"],
            Settings = NotificationOptions.Settings,
        },
    ])
    {
        Accounts = "auth-service",
        Events = TaskManagerEvents.Topology,
    };
}
