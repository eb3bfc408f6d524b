using Microsoft.AspNetCore.Http;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskTrackerMicro.Tasks;

/// <summary>Reads the query of the task list.</summary>
internal sealed class TaskListFields(IQueryCollection query, TaskPolicy policy)
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;
    private readonly QueryFields fields = new(query);

    public static QueryParameter[] Description { get; } =
    [
        QueryParameter.Number("skip", "How many tasks to skip.", 0, 0, int.MaxValue),
        QueryParameter.Number("limit", "The max number of tasks.", DefaultLimit, 1, MaxLimit),
        QueryParameter.Word("status", "Only tasks with this status.", TaskPolicies.Tasks.Statuses.Texts),
        QueryParameter.Word("priority", "Only tasks with this priority.", TaskPolicies.Tasks.Priorities.Texts),
    ];

    public FaultList Faults => fields.Faults;

    public PageRequest Part() => new(fields.Number("skip", 0, 0, int.MaxValue), fields.Number("limit", DefaultLimit, 1, MaxLimit));

    public TaskFilter Filter() => new()
    {
        Statuses = Word("status", policy.Statuses),
        Priorities = Word("priority", policy.Priorities),
    };

    private IReadOnlyList<RankedWord> Word(string name, Vocabulary vocabulary) =>
        fields.Word(name, vocabulary.Texts) is { } text && vocabulary.TryFind(text, out var word) ? [word] : [];
}
