using Microsoft.AspNetCore.Http;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;
using Tracker.Systems.TaskTracker.Audit;

namespace Tracker.Systems.TaskTracker.Api.Audit;

/// <summary>Reads the query of the audit log (document 002 §5.6).</summary>
internal sealed class AuditFields(IQueryCollection query)
{
    private readonly QueryFields fields = new(query);

    /// <summary>The parameters, for the API document.</summary>
    public static QueryParameter[] Description { get; } =
    [
        QueryParameter.Id("user_id", "Who did it. Only an admin may ask for others."),
        QueryParameter.Id("task_id", "The task it was done to."),
        QueryParameter.Words("event_type", "Any of these events.", AuditEventTypes.All),
        QueryParameter.Time("from", "The earliest time, itself included. A plain date means the start of that day, UTC."),
        QueryParameter.Time("to", "The latest time, itself included. A plain date means the end of that day, UTC."),
        QueryParameter.Number("page", "The page, from 1.", 1, 1, int.MaxValue),
        QueryParameter.Number("page_size", "Events a page.", 20, 1, 100),
    ];

    public FaultList Faults => fields.Faults;

    public AuditFilter Filter() => new()
    {
        UserId = fields.Id("user_id"),
        TaskId = fields.Id("task_id"),
        EventTypes = fields.Words("event_type", [.. AuditEventTypes.All]),
        From = fields.Time("from"),
        To = fields.Time("to", endOfDay: true),
    };

    public PageNumber Page() => new(fields.Number("page", 1, 1, int.MaxValue), fields.Number("page_size", 20, 1, 100));
}
