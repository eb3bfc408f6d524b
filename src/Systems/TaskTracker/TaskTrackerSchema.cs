using Tracker.Modules.Identity;
using Tracker.Modules.Tasks;
using Tracker.Platform.Persistence;

namespace Tracker.Systems.TaskTracker;

/// <summary>The one database of this system. Each service that uses it brings it up to date when it starts, whichever is first.</summary>
internal static class TaskTrackerSchema
{
    private static readonly MigrationSet System =
        MigrationSet.Embedded("task-tracker", MigrationLayer.System, typeof(TaskTrackerSchema).Assembly);

    public static IReadOnlyList<MigrationSet> Sets { get; } =
        [TextSchema.Migrations, IdentityModule.Migrations, TasksModule.Schema, System];
}
