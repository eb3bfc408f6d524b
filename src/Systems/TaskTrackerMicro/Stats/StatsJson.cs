using System.Text.Json.Serialization;

namespace Tracker.Systems.TaskTrackerMicro.Stats;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(StatisticsResponse))]
[JsonSerializable(typeof(TaskCountsAnswer))]
[JsonSerializable(typeof(HealthResponse))]
internal sealed partial class StatsJson : JsonSerializerContext;

/// <summary>The statistics of the caller's tasks.</summary>
/// <param name="TotalTasks">All tasks.</param>
/// <param name="CompletedTasks">Completed tasks.</param>
/// <param name="CompletedPercentage">Completed tasks in percent of all, with two decimals; 0.0 without tasks.</param>
public sealed record StatisticsResponse(long TotalTasks, long CompletedTasks, decimal CompletedPercentage)
{
    internal static StatisticsResponse From(TaskCountsAnswer counts) => new(
        counts.Total,
        counts.Completed,
        counts.Total == 0 ? 0.0m : decimal.Round(100m * counts.Completed / counts.Total, 2, MidpointRounding.AwayFromZero));
}
