using Tracker.Platform.Hosting;
using Tracker.Systems.ShopFlow;
using Tracker.Systems.TaskManager;
using Tracker.Systems.TaskTracker;
using Tracker.Systems.TaskTrackerMicro;
using Tracker.Systems.TaskTrackerOrders;

namespace Tracker.Host;

/// <summary>The systems of this program; the first one is the default.</summary>
internal static class SystemCatalog
{
    public static readonly IReadOnlyList<SystemDefinition> Systems =
    [
        TaskTrackerSystem.Definition,
        ShopFlowSystem.Definition,
        TaskManagerSystem.Definition,
        TaskTrackerMicroSystem.Definition,
        TaskTrackerOrdersSystem.Definition,
    ];
}
