using Microsoft.AspNetCore.Http;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskManager.Tasks;

/// <summary>Reads the query of the task list.</summary>
internal sealed class TaskListFields(IQueryCollection query, TaskPolicy policy)
{
    private readonly QueryFields fields = new(query);

    public static QueryParameter[] Description { get; } =
        [.. ListPart.Description, QueryParameter.Word("status", "Only tasks with this status.", TaskPolicies.Tasks.Statuses.Texts)];

    public FaultList Faults => fields.Faults;

    public PageRequest Part() => ListPart.Read(fields);

    public TaskFilter Filter() => new()
    {
        Statuses = fields.Word("status", policy.Statuses.Texts) is { } text && policy.Statuses.TryFind(text, out var word) ? [word] : [],
    };
}
