using Tracker.Platform.Persistence;

namespace Tracker.Systems.TaskTracker.Api.Audit;

/// <summary>Which events; all conditions given must hold.</summary>
internal sealed record AuditFilter
{
    /// <summary>In whose log they stand; null for everybody's.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>Who did it.</summary>
    public Guid? UserId { get; init; }

    /// <summary>The task it was done to.</summary>
    public Guid? TaskId { get; init; }

    /// <summary>Any of these; all when empty.</summary>
    public IReadOnlyList<string> EventTypes { get; init; } = [];

    /// <summary>The earliest time, itself included.</summary>
    public DateTime? From { get; init; }

    /// <summary>The latest time, itself included.</summary>
    public DateTime? To { get; init; }

    public SqlConditions Conditions() => new SqlConditions()
        .AddIfSet("e.owner_id = @owner_id", "owner_id", OwnerId)
        // What a user did stands in that user's log, and that is what the index finds.
        .AddIfSet("e.user_id = @user_id and e.owner_id = @user_id", "user_id", UserId)
        .AddIfSet("e.task_id = @task_id", "task_id", TaskId)
        // Told from a list of one, since only then the index gives the order too.
        .AddIfSet("e.event_type = @event_type", "event_type", EventTypes.Count == 1 ? EventTypes[0] : null)
        .AddIfSet("e.event_type = any(@event_types)", "event_types", EventTypes.Count > 1 ? EventTypes.ToArray() : null)
        .AddIfSet("e.created_at >= @from", "from", From)
        .AddIfSet("e.created_at <= @to", "to", To);
}
