using Tracker.Modules.Tasks;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskManager.Tasks;

/// <summary>Reads the body of a new task or a change.</summary>
internal sealed class TaskFields(TaskPolicy policy)
{
    private readonly TextRule title = new(1, policy.MaxTitleLength);
    private readonly TextRule description = new(0, policy.MaxDescriptionLength) { Trim = false };

    /// <summary>Describes the body of <see cref="ReadContent"/>.</summary>
    public BodyDescription Content => new("TaskRequest", "The content of a task.",
        BodyField.Text("title", $"The title: {title.Min} to {title.Max} characters after trimming.", title).Required(),
        BodyField.Text("description", $"The description, up to {description.Max:N0} characters.", description),
        BodyField.Word("status", "Pending (the default), In Progress or Completed.", policy.Statuses.Texts));

    /// <summary>Describes the body of <see cref="ReadChanges"/>.</summary>
    public BodyDescription Changes => new(
        "TaskChangeRequest",
        "The changes of a task. Absent members stay unchanged. `null` clears the description.",
        BodyField.Text("title", $"{title.Min} to {title.Max} characters after trimming.", title).NotNull(),
        BodyField.Text("description", $"Up to {description.Max:N0} characters.", description),
        BodyField.Word("status", "Pending, In Progress or Completed.", policy.Statuses.Texts).NotNull());

    /// <summary>Reads a whole task. Members that are absent or null get their default.</summary>
    public TaskContent ReadContent(JsonBody body) => new(
        body.RequiredText("title", title),
        body.OptionalText("description", description),
        Status(body, nullIsAbsent: true));

    /// <summary>Reads changes. Null clears a member that may be empty; otherwise it is a fault.</summary>
    public TaskChanges ReadChanges(JsonBody body) => new()
    {
        Title = body.Contains("title") ? body.RequiredText("title", title) : default(Optional<string>),
        Description = body.Contains("description") ? body.OptionalText("description", description) : default(Optional<string?>),
        Status = Status(body, nullIsAbsent: false) is { } status ? status : default(Optional<RankedWord>),
    };

    private RankedWord? Status(JsonBody body, bool nullIsAbsent) =>
        body.OptionalWord("status", policy.Statuses.Texts, nullIsAbsent) is { } text && policy.Statuses.TryFind(text, out var word)
            ? word
            : null;
}
