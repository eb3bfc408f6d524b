using Tracker.Modules.Identity;
using Tracker.Modules.Tasks;
using Tracker.Platform.Messaging.Live;
using Tracker.Platform.Persistence;

namespace Tracker.Systems.TaskTracker;

/// <summary>The schema of the database that both services share. The service that starts first applies the migrations.</summary>
internal static class TaskTrackerSchema
{
    private static readonly MigrationSet System =
        MigrationSet.Embedded("task-tracker", MigrationLayer.System, typeof(TaskTrackerSchema).Assembly);

    public static IReadOnlyList<MigrationSet> Sets { get; } =
        [TextSchema.Migrations, IdentityModule.Migrations, TasksModule.Schema, .. LiveServices.Schema, System];
}
