using System.Text.Json.Serialization;
using Tracker.Platform.Peers;

namespace Tracker.Systems.TaskTrackerMicro.Stats;

/// <summary>Asks task-service for the counts of a caller's tasks.</summary>
internal sealed class TaskPeer(Uri address) : IDisposable
{
    private const int MaxBytes = 64 * 1024;
    private readonly PeerClient peer = new("task-service", address, MaxBytes);

    /// <summary>task-service counts the tasks of the token's user.</summary>
    public Task<PeerAnswer<TaskCountsAnswer>> CountAsync(string token, CancellationToken ct) =>
        peer.AskAsync(new PeerRequest(HttpMethod.Get, "api/v1/tasks/stats", token), StatsJson.Default.TaskCountsAnswer, ct);

    public void Dispose() => peer.Dispose();
}

/// <summary>The counts that stats-service needs from task-service's answer.</summary>
internal sealed record TaskCountsAnswer(
    [property: JsonRequired] long Total, [property: JsonRequired] long Completed);
