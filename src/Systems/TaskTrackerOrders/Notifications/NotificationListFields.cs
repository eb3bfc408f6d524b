using Microsoft.AspNetCore.Http;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskTrackerOrders.Notifications;

/// <summary>Reads the query of the list of notifications. Document 000 has none: the list must have an end.</summary>
internal sealed class NotificationListFields(IQueryCollection query)
{
    private const int MaxLimit = 100;
    private readonly QueryFields fields = new(query);

    public static QueryParameter[] Description { get; } =
    [
        QueryParameter.Number("skip", "How many of the newest to leave out.", 0, 0, int.MaxValue),
        QueryParameter.Number("limit", "How many to list.", MaxLimit, 1, MaxLimit),
    ];

    public FaultList Faults => fields.Faults;

    public PageRequest Page() => new(fields.Number("skip", 0, 0, int.MaxValue), fields.Number("limit", MaxLimit, 1, MaxLimit));
}
