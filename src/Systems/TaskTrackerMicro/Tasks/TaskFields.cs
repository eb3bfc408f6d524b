using Tracker.Modules.Tasks;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskTrackerMicro.Tasks;

/// <summary>Reads the body of a new task or a change. Where <c>status</c> and <c>is_completed</c> disagree, the status wins.</summary>
internal sealed class TaskFields(TaskPolicy policy)
{
    private readonly TextRule title = new(1, policy.MaxTitleLength);
    private readonly TextRule description = new(0, policy.MaxDescriptionLength) { Trim = false };

    /// <summary>Describes the body of <see cref="ReadContent"/>.</summary>
    public BodyDescription Content => new("TaskRequest", "The content of a task.",
        BodyField.Text("title", $"The title: {title.Min} to {title.Max} characters after trimming.", title).Required(),
        BodyField.Text("description", $"The description, up to {description.Max:N0} characters.", description),
        BodyField.Word("status", "todo (the default), in_progress or done.", policy.Statuses.Texts),
        BodyField.Word("priority", "low, medium (the default) or high.", policy.Priorities.Texts),
        BodyField.Boolean("is_completed", "True for the status done, where `status` is absent."),
        BodyField.Time("due_date", "ISO 8601; UTC without a zone. It may be in the past."));

    /// <summary>Describes the body of <see cref="ReadChanges"/>.</summary>
    public BodyDescription Changes => new(
        "TaskChangeRequest",
        "The changes of a task. Absent members stay unchanged. `null` clears description and due date.",
        BodyField.Text("title", $"{title.Min} to {title.Max} characters after trimming.", title).NotNull(),
        BodyField.Text("description", $"Up to {description.Max:N0} characters.", description),
        BodyField.Word("status", "todo, in_progress or done.", policy.Statuses.Texts).NotNull(),
        BodyField.Word("priority", "low, medium or high.", policy.Priorities.Texts).NotNull(),
        BodyField.Boolean("is_completed", "True sets the status done, false sets a done task to todo. `status` wins.").NotNull(),
        BodyField.Time("due_date", "ISO 8601; UTC without a zone."));

    /// <summary>Reads a whole task. Members that are absent or null get their default.</summary>
    public TaskContent ReadContent(JsonBody body)
    {
        var status = Word(body, "status", policy.Statuses, nullIsAbsent: true);
        return new TaskContent(
            body.RequiredText("title", title),
            body.OptionalText("description", description),
            body.OptionalBoolean("is_completed") is true ? status ?? policy.DoneStatuses[0] : status,
            Word(body, "priority", policy.Priorities, nullIsAbsent: true),
            body.OptionalTime("due_date"));
    }

    /// <summary>Reads changes. Null clears a member that may be empty; otherwise it is a fault.</summary>
    public TaskChanges ReadChanges(JsonBody body) => new()
    {
        Title = body.Contains("title") ? body.RequiredText("title", title) : default(Optional<string>),
        Description = body.Contains("description") ? body.OptionalText("description", description) : default(Optional<string?>),
        Status = Word(body, "status", policy.Statuses, nullIsAbsent: false) is { } status ? status : default(Optional<RankedWord>),
        Priority = Word(body, "priority", policy.Priorities, nullIsAbsent: false) is { } rank ? rank : default(Optional<RankedWord>),
        Done = body.OptionalBoolean("is_completed", nullIsAbsent: false) is { } done ? done : default(Optional<bool>),
        DueDate = body.Contains("due_date") ? body.OptionalTime("due_date") : default(Optional<DateTime?>),
    };

    private static RankedWord? Word(JsonBody body, string field, Vocabulary words, bool nullIsAbsent) =>
        body.OptionalWord(field, words.Texts, nullIsAbsent) is { } text && words.TryFind(text, out var word) ? word : null;
}
