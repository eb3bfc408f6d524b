using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskManager;

/// <summary>The part of a list that a query asks for: <c>skip</c> and <c>limit</c>.</summary>
internal static class ListPart
{
    private const int MaxLimit = 100;

    public static QueryParameter[] Description { get; } =
    [
        QueryParameter.Number("skip", "How many entries to skip.", 0, 0, int.MaxValue),
        QueryParameter.Number("limit", "The max number of entries.", MaxLimit, 1, MaxLimit),
    ];

    public static PageRequest Read(QueryFields fields) =>
        new(fields.Number("skip", 0, 0, int.MaxValue), fields.Number("limit", MaxLimit, 1, MaxLimit));
}
