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
        // Adding 0.0 keeps a decimal in whole numbers: 50.0, as the contract writes 0.0.
        counts.Total == 0 ? 0.0m : decimal.Round(100m * counts.Completed / counts.Total, 2, MidpointRounding.AwayFromZero) + 0.0m);
}
