using Tracker.Modules.Tasks;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

/// <summary>Reads what a client says about a task, as a whole or in part.</summary>
/// <param name="policy">The limits and words.</param>
internal sealed class TaskFields(TaskPolicy policy)
{
    private readonly TextRule title = new(1, policy.MaxTitleLength);
    private readonly TextRule description = new(0, policy.MaxDescriptionLength) { Trim = false };
    private readonly TextRule tag = new(1, policy.MaxTagLength)
    {
        Check = (name => !name.Contains(',', StringComparison.Ordinal), "must not contain a comma"),
    };

    /// <summary>What <see cref="ReadContent"/> reads, for the API document.</summary>
    public BodyDescription Content => new("TaskRequest", "A task as a client writes it.",
        BodyField.Text("title", $"What is to be done: {title.Min} to {title.Max} characters once trimmed.", title).Required(),
        BodyField.Text("description", $"More about it, up to {description.Max:N0} characters.", description),
        BodyField.Word("status", Choice(policy.Statuses, " (the default)"), policy.Statuses.Texts),
        BodyField.Word("priority", Choice(policy.Priorities, " (the default)"), policy.Priorities.Texts),
        BodyField.Time("due_date", "ISO 8601; without a zone it is UTC. May lie in the past."),
        BodyField.Texts(
            "tags",
            $"Up to {policy.MaxTags} names of {tag.Min} to {tag.Max} characters without a comma; "
            + "they are trimmed, lower-cased, and repeats merge.",
            policy.MaxTags));

    /// <summary>What <see cref="ReadChanges"/> reads, for the API document.</summary>
    public BodyDescription Changes => new(
        "TaskChangeRequest",
        "What is to become different about a task; what is left out stays. `null` clears description, due date and tags.",
        BodyField.Text("title", $"{title.Min} to {title.Max} characters once trimmed.", title).NotNull(),
        BodyField.Text("description", $"Up to {description.Max:N0} characters.", description),
        BodyField.Word("status", Choice(policy.Statuses), policy.Statuses.Texts).NotNull(),
        BodyField.Word("priority", Choice(policy.Priorities), policy.Priorities.Texts).NotNull(),
        BodyField.Time("due_date", "ISO 8601; without a zone it is UTC."),
        BodyField.Texts("tags", "All tags from now on.", policy.MaxTags));

    /// <summary>The whole task; what is left out, or null, is at its default.</summary>
    public TaskContent ReadContent(JsonBody body) => new(
        body.RequiredText("title", title),
        body.OptionalText("description", description),
        Word(body, "status", policy.Statuses, nullIsAbsent: true),
        Word(body, "priority", policy.Priorities, nullIsAbsent: true),
        body.OptionalTime("due_date"),
        ReadTags(body));

    /// <summary>What is to change; null clears what can be empty and is a fault elsewhere.</summary>
    public TaskChanges ReadChanges(JsonBody body) => new()
    {
        Title = body.Contains("title") ? body.RequiredText("title", title) : default(Optional<string>),
        Description = body.Contains("description") ? body.OptionalText("description", description) : default(Optional<string?>),
        Status = Word(body, "status", policy.Statuses, nullIsAbsent: false) is { } status ? status : default(Optional<RankedWord>),
        Priority = Word(body, "priority", policy.Priorities, nullIsAbsent: false) is { } rank ? rank : default(Optional<RankedWord>),
        DueDate = body.Contains("due_date") ? body.OptionalTime("due_date") : default(Optional<DateTime?>),
        Tags = body.Contains("tags") ? new(ReadTags(body) ?? []) : default,
    };

    private static string Choice(Vocabulary words, string afterDefault = "")
    {
        var texts = words.Words.Select(word => word == words.Standard ? word.Text + afterDefault : word.Text).ToList();
        return $"{string.Join(", ", texts[..^1])} or {texts[^1]}.";
    }

    private static RankedWord? Word(JsonBody body, string field, Vocabulary words, bool nullIsAbsent) =>
        body.OptionalWord(field, words.Texts, nullIsAbsent) is { } text && words.TryFind(text, out var word) ? word : null;

    private IReadOnlyList<string>? ReadTags(JsonBody body)
    {
        var tags = body.OptionalTexts("tags", tag) is { } names ? TaskTags.Normalise(names) : null;
        if (tags?.Count > policy.MaxTags)
        {
            body.Faults.Add("body", "tags", $"must have at most {policy.MaxTags} different tags", "too_long");
        }

        return tags;
    }
}
