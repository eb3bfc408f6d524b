using Microsoft.AspNetCore.Http;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;
using Tracker.Systems.TaskTracker.Audit;

namespace Tracker.Systems.TaskTracker.Api.Audit;

/// <summary>Reads the query of the audit log (document 002 §5.6).</summary>
internal sealed class AuditFields(IQueryCollection query)
{
    private readonly QueryFields fields = new(query);

    public static QueryParameter[] Description { get; } =
    [
        QueryParameter.Id("user_id", "Only events caused by this user. Another user's events require an admin."),
        QueryParameter.Id("task_id", "Only events of this task."),
        QueryParameter.Words("event_type", "Only events of one of these types.", AuditEventTypes.All),
        QueryParameter.Time("from", "The earliest time, inclusive. A date without a time means the start of that day in UTC."),
        QueryParameter.Time("to", "The latest time, inclusive. A date without a time means the end of that day in UTC."),
        QueryParameter.Number("page", "The page number, starting at 1.", 1, 1, int.MaxValue),
        QueryParameter.Number("page_size", "Events per page.", 20, 1, 100),
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
