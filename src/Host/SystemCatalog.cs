using Tracker.Platform.Hosting;
using Tracker.Systems.ShopFlow;
using Tracker.Systems.TaskTracker;

namespace Tracker.Host;

/// <summary>Every system this program can run, one line each.</summary>
internal static class SystemCatalog
{
    public static readonly IReadOnlyList<SystemDefinition> Systems =
    [
        TaskTrackerSystem.Definition,
        ShopFlowSystem.Definition,
    ];
}
