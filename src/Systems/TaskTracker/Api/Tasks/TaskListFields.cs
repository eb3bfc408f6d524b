using System.Collections.Frozen;
using Microsoft.AspNetCore.Http;
using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

/// <summary>Reads the query of the task list (document 002 §5.4).</summary>
internal sealed class TaskListFields(IQueryCollection query, TaskPolicy policy, Caller caller)
{
    private const int MaxSearchLength = 500;
    private const int MaxTags = 100;

    private static readonly FrozenDictionary<string, TaskSortField> SortFields = new Dictionary<string, TaskSortField>
    {
        ["due_date"] = TaskSortField.DueDate,
        ["priority"] = TaskSortField.Priority,
        ["status"] = TaskSortField.Status,
        ["title"] = TaskSortField.Title,
        ["created_at"] = TaskSortField.CreatedAt,
        ["updated_at"] = TaskSortField.UpdatedAt,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly QueryFields fields = new(query);

    public static QueryParameter[] Description { get; } =
    [
        QueryParameter.Text(
            "search", $"Text in the title or the description, at most {MaxSearchLength} characters; not case-sensitive."),
        QueryParameter.Words("status", "Only tasks with one of these statuses.", TaskTrackerPolicies.Tasks.Statuses.Texts),
        QueryParameter.Words("priority", "Only tasks with one of these priorities.", TaskTrackerPolicies.Tasks.Priorities.Texts),
        QueryParameter.Words("tags", $"Only tasks with one of these tags, at most {MaxTags}; not case-sensitive."),
        QueryParameter.Text("owner", "Only tasks of this owner: `me`, or a user's id."),
        QueryParameter.Time("due_from", "The earliest due date, inclusive. A date without a time means the start of that day in UTC."),
        QueryParameter.Time("due_to", "The latest due date, inclusive. A date without a time means the end of that day in UTC."),
        QueryParameter.Words(
            "sort",
            "A field and its direction; asc without one. Later fields order the tasks that earlier ones leave equal.",
            [.. SortFields.Keys.Order().SelectMany(field => new[] { field, $"{field}:asc", $"{field}:desc" })]),
        QueryParameter.Number("page", "The page number, starting at 1.", 1, 1, int.MaxValue),
        QueryParameter.Number("page_size", "Tasks per page.", 20, 1, 100),
    ];

    public FaultList Faults => fields.Faults;

    public TaskFilter Filter() => new()
    {
        Search = fields.Text("search", MaxSearchLength),
        Statuses = Words("status", policy.Statuses),
        Priorities = Words("priority", policy.Priorities),
        Tags = Tags(),
        OwnerId = Owner(),
        DueFrom = fields.Time("due_from"),
        DueTo = fields.Time("due_to", endOfDay: true),
    };

    public PageNumber Page() => new(fields.Number("page", 1, 1, int.MaxValue), fields.Number("page_size", 20, 1, 100));

    public IReadOnlyList<TaskSort> Sort()
    {
        var sorts = new List<TaskSort>();
        foreach (var step in fields.List("sort"))
        {
            var parts = step.Split(':');
            var direction = parts.Length == 1 ? "asc" : parts[1];
            if (parts.Length > 2 || !SortFields.TryGetValue(parts[0], out var field) || direction is not ("asc" or "desc"))
            {
                var names = string.Join(", ", SortFields.Keys.Order());
                var message = $"'{step}' is not field:direction with a field of {names} and a direction of asc, desc";
                Faults.Add("query", "sort", message, "value_error");
                return [];
            }

            // Repeating a field has no effect.
            if (!sorts.Exists(sort => sort.Field == field))
            {
                sorts.Add(new TaskSort(field, direction == "asc" ? SortDirection.Ascending : SortDirection.Descending));
            }
        }

        return sorts;
    }

    private List<RankedWord> Words(string name, Vocabulary vocabulary)
    {
        var words = new List<RankedWord>();
        foreach (var text in fields.Words(name, vocabulary.Texts))
        {
            if (vocabulary.TryFind(text, out var word))
            {
                words.Add(word);
            }
        }

        return words;
    }

    private IReadOnlyList<string> Tags()
    {
        var tags = fields.List("tags");
        if (tags.Count > MaxTags)
        {
            Faults.Add("query", "tags", $"must be at most {MaxTags} tags", "too_long");
        }

        return tags;
    }

    private Guid? Owner() => query["owner"] is ["me"] ? caller.UserId : fields.Id("owner");
}
