using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Authentication;

namespace Tracker.Systems.TaskTrackerMicro.Tasks;

internal static class GetTaskStatistics
{
    /// <summary>Counts the caller's tasks by status and priority.</summary>
    public static async Task<Ok<TaskStatisticsResponse>> Handle(Caller caller, CountTasksHandler count, CancellationToken ct)
    {
        var counts = await count.Handle(new CountTasksQuery(TaskOwner.IdOf(caller.UserNumber)), ct);
        long Statuses(string word) => counts.Statuses.Single(each => each.Key.Text == word).Value;
        long Priorities(string word) => counts.Priorities.Single(each => each.Key.Text == word).Value;
        return TypedResults.Ok(new TaskStatisticsResponse(
            counts.Total,
            Statuses("todo"),
            Statuses("in_progress"),
            Statuses("done"),
            Completed: Statuses("done"),
            Priorities("high"),
            Priorities("medium"),
            Priorities("low")));
    }
}
