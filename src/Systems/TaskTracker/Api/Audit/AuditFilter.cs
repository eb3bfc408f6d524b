using Tracker.Platform.Persistence;

namespace Tracker.Systems.TaskTracker.Api.Audit;

/// <summary>An event must match all conditions that are set.</summary>
internal sealed record AuditFilter
{
    /// <summary>The user whose log has the event; null for the logs of all users.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>The user who caused the event.</summary>
    public Guid? UserId { get; init; }

    public Guid? TaskId { get; init; }

    /// <summary>Empty for all types.</summary>
    public IReadOnlyList<string> EventTypes { get; init; } = [];

    /// <summary>Inclusive.</summary>
    public DateTime? From { get; init; }

    /// <summary>Inclusive.</summary>
    public DateTime? To { get; init; }

    public SqlConditions Conditions() => new SqlConditions()
        .AddIfSet("e.owner_id = @owner_id", "owner_id", OwnerId)
        // An event caused by a user is in that user's log, and only owner_id lets PostgreSQL use the index.
        .AddIfSet("e.user_id = @user_id and e.owner_id = @user_id", "user_id", UserId)
        .AddIfSet("e.task_id = @task_id", "task_id", TaskId)
        // A separate condition for one type: only with it the index provides the sort order too.
        .AddIfSet("e.event_type = @event_type", "event_type", EventTypes.Count == 1 ? EventTypes[0] : null)
        .AddIfSet("e.event_type = any(@event_types)", "event_types", EventTypes.Count > 1 ? EventTypes.ToArray() : null)
        .AddIfSet("e.created_at >= @from", "from", From)
        .AddIfSet("e.created_at <= @to", "to", To);
}
