using Tracker.Modules.Tasks;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

/// <summary>Reads the body of a new task, a replacement or a change.</summary>
internal sealed class TaskFields(TaskPolicy policy)
{
    private const string AddedTags = "tags_add";
    private const string RemovedTags = "tags_remove";
    private readonly TextRule title = new(1, policy.MaxTitleLength);
    private readonly TextRule description = new(0, policy.MaxDescriptionLength) { Trim = false };
    private readonly TextRule tag = new(1, policy.MaxTagLength)
    {
        Check = (name => !name.Contains(',', StringComparison.Ordinal), "must not contain a comma"),
    };

    /// <summary>Describes the body of <see cref="ReadContent"/>.</summary>
    public BodyDescription Content => new("TaskRequest", "The content of a task.",
        BodyField.Text("title", $"The title: {title.Min} to {title.Max} characters after trimming.", title).Required(),
        BodyField.Text("description", $"The description, up to {description.Max:N0} characters.", description),
        BodyField.Word("status", Choice(policy.Statuses, " (the default)"), policy.Statuses.Texts),
        BodyField.Word("priority", Choice(policy.Priorities, " (the default)"), policy.Priorities.Texts),
        BodyField.Time("due_date", "ISO 8601; UTC without a zone. It may be in the past."),
        BodyField.Texts(
            "tags",
            $"Up to {policy.MaxTags} names of {tag.Min} to {tag.Max} characters without a comma. "
            + "They are trimmed and converted to lowercase; duplicates are removed.",
            policy.MaxTags));

    /// <summary>Describes the body of <see cref="ReadChanges"/>.</summary>
    public BodyDescription Changes => new(
        "TaskChangeRequest",
        "The changes of a task. Absent members stay unchanged. `null` clears description, due date and tags.",
        BodyField.Text("title", $"{title.Min} to {title.Max} characters after trimming.", title).NotNull(),
        BodyField.Text("description", $"Up to {description.Max:N0} characters.", description),
        BodyField.Word("status", Choice(policy.Statuses), policy.Statuses.Texts).NotNull(),
        BodyField.Word("priority", Choice(policy.Priorities), policy.Priorities.Texts).NotNull(),
        BodyField.Time("due_date", "ISO 8601; UTC without a zone."),
        BodyField.Texts("tags", "The new list of tags. It replaces all tags.", policy.MaxTags));

    /// <summary>Describes the object of <see cref="ReadCommonChanges"/>.</summary>
    public BodyDescription CommonChanges => new(
        "CommonTaskChanges",
        "What changes in each of several tasks. Absent members stay unchanged; at least one is given.",
        BodyField.Word("status", Choice(policy.Statuses), policy.Statuses.Texts).NotNull(),
        BodyField.Word("priority", Choice(policy.Priorities), policy.Priorities.Texts).NotNull(),
        BodyField.Time("due_date", "ISO 8601; UTC without a zone. `null` clears it."),
        BodyField.Texts(AddedTags, $"Tags that each task gets. A task can have {policy.MaxTags}.", policy.MaxTags).NotNull(),
        BodyField.Texts(RemovedTags, "Tags that each task loses; none of those it gets.", policy.MaxTags).NotNull());

    /// <summary>Reads a whole task. Members that are absent or null get their default.</summary>
    public TaskContent ReadContent(JsonBody body) => new(
        body.RequiredText("title", title),
        body.OptionalText("description", description),
        Word(body, "status", policy.Statuses, nullIsAbsent: true),
        Word(body, "priority", policy.Priorities, nullIsAbsent: true),
        body.OptionalTime("due_date"),
        ReadTags(body, "tags"));

    /// <summary>Reads changes. Null clears a member that may be empty; otherwise it is a fault.</summary>
    public TaskChanges ReadChanges(JsonBody body) => new()
    {
        Title = body.Contains("title") ? body.RequiredText("title", title) : default(Optional<string>),
        Description = body.Contains("description") ? body.OptionalText("description", description) : default(Optional<string?>),
        Status = NewWord(body, "status", policy.Statuses),
        Priority = NewWord(body, "priority", policy.Priorities),
        DueDate = NewDueDate(body),
        Tags = body.Contains("tags") ? new(ReadTags(body, "tags") ?? []) : default,
    };

    /// <summary>Reads the changes of several tasks.</summary>
    /// <param name="change">The object.</param>
    /// <param name="path">Its path in the body, for faults.</param>
    public TaskChanges ReadCommonChanges(JsonFields change, string path)
    {
        string[] names = ["status", "priority", "due_date", AddedTags, RemovedTags];
        if (!names.Any(change.Contains))
        {
            change.Faults.Add("body", path, $"must have at least one of {string.Join(", ", names)}", "missing");
        }

        var added = ReadTags(change, AddedTags, path, nullIsAbsent: false) ?? [];
        var removed = ReadTags(change, RemovedTags, path, nullIsAbsent: false) ?? [];
        if (TaskTags.Normalise([.. added, .. removed]).Count < added.Count + removed.Count)
        {
            change.Faults.Add("body", $"{path}.{RemovedTags}", $"must not have a tag of {AddedTags}", "value_error");
        }

        return new TaskChanges
        {
            Status = NewWord(change, "status", policy.Statuses),
            Priority = NewWord(change, "priority", policy.Priorities),
            DueDate = NewDueDate(change),
            AddedTags = added,
            RemovedTags = removed,
        };
    }

    private static string Choice(Vocabulary words, string defaultSuffix = "")
    {
        var texts = words.Words.Select(word => word == words.Standard ? word.Text + defaultSuffix : word.Text).ToList();
        return $"{string.Join(", ", texts[..^1])} or {texts[^1]}.";
    }

    private static Optional<RankedWord> NewWord(JsonFields change, string field, Vocabulary words) =>
        Word(change, field, words, nullIsAbsent: false) is { } word ? word : default(Optional<RankedWord>);

    private static Optional<DateTime?> NewDueDate(JsonFields change) =>
        change.Contains("due_date") ? change.OptionalTime("due_date") : default(Optional<DateTime?>);

    private static RankedWord? Word(JsonFields body, string field, Vocabulary words, bool nullIsAbsent) =>
        body.OptionalWord(field, words.Texts, nullIsAbsent) is { } text && words.TryFind(text, out var word) ? word : null;

    private IReadOnlyList<string>? ReadTags(JsonFields body, string name, string? path = null, bool nullIsAbsent = true)
    {
        var tags = body.OptionalTexts(name, tag, nullIsAbsent) is { } names ? TaskTags.Normalise(names) : null;
        if (tags?.Count > policy.MaxTags)
        {
            var field = path is null ? name : $"{path}.{name}";
            body.Faults.Add("body", field, $"must have at most {policy.MaxTags} different tags", "too_long");
        }

        return tags;
    }
}
