using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Logging;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;

namespace Tracker.Systems.TaskTrackerMicro.Stats;

internal static partial class GetStatistics
{
    /// <summary>Returns how many of the caller's tasks are completed.</summary>
    public static async Task<Results<Ok<StatisticsResponse>, Problem>> Handle(
        BearerToken token, TaskPeer tasks, ILogger<TaskPeer> logger, CancellationToken ct)
    {
        var answer = await tasks.CountAsync(token.Text, ct);
        if (answer.Succeeded(out var counts, out var problem))
        {
            return TypedResults.Ok(StatisticsResponse.From(counts));
        }

        // The token was valid a moment ago. It has expired since then, or task-service has another secret.
        Log.NoCounts(logger, problem.Reason);
        return problem.Status == HttpStatusCode.Unauthorized ? Problems.NotAuthenticated : TaskTrackerMicroErrors.TaskServiceUnavailable;
    }

    private static partial class Log
    {
        [LoggerMessage(6301, LogLevel.Warning, "{Outcome}: the statistics are not available")]
        public static partial void NoCounts(ILogger logger, string outcome);
    }
}
