using Npgsql;
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

    /// <summary>The condition in SQL. It is composed from the texts here only; values are parameters.</summary>
    public string Where() => string.Join(" and ", Conditions().Select(condition => condition.Text).DefaultIfEmpty("true"));

    /// <summary>Its parameters, new ones at each call.</summary>
    public IEnumerable<NpgsqlParameter> Parameters() => Conditions().Select(condition => condition.Parameter);

    private IEnumerable<(string Text, NpgsqlParameter Parameter)> Conditions()
    {
        if (OwnerId is { } owner)
        {
            yield return ("e.owner_id = @owner_id", Sql.Param("owner_id", owner));
        }

        if (UserId is { } user)
        {
            // What a user did stands in that user's log, and that is what the index finds.
            yield return ("e.user_id = @user_id and e.owner_id = @user_id", Sql.Param("user_id", user));
        }

        if (TaskId is { } task)
        {
            yield return ("e.task_id = @task_id", Sql.Param("task_id", task));
        }

        if (EventTypes.Count == 1)
        {
            // Told from a list of one, since only then the index gives the order too.
            yield return ("e.event_type = @event_type", Sql.Param("event_type", EventTypes[0]));
        }
        else if (EventTypes.Count > 1)
        {
            yield return ("e.event_type = any(@event_types)", Sql.Param("event_types", EventTypes.ToArray()));
        }

        if (From is { } from)
        {
            yield return ("e.created_at >= @from", Sql.Param("from", from));
        }

        if (To is { } to)
        {
            yield return ("e.created_at <= @to", Sql.Param("to", to));
        }
    }
}
