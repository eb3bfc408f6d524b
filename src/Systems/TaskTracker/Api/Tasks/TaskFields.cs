using Tracker.Modules.Tasks;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Primitives;

namespace Tracker.Systems.TaskTracker.Api.Tasks;

/// <summary>Reads what a client says about a task, as a whole or in part.</summary>
/// <param name="body">The body; it gathers the faults.</param>
/// <param name="policy">The limits and words.</param>
internal sealed class TaskFields(JsonBody body, TaskPolicy policy)
{
    private readonly TextRule title = new(1, policy.MaxTitleLength);
    private readonly TextRule description = new(0, policy.MaxDescriptionLength) { Trim = false };
    private readonly TextRule tag = new(1, policy.MaxTagLength)
    {
        Check = (name => !name.Contains(',', StringComparison.Ordinal), "must not contain a comma"),
    };

    /// <summary>The whole task; what is left out, or null, is at its default.</summary>
    public TaskContent ReadContent() => new(
        body.RequiredText("title", title),
        body.OptionalText("description", description),
        Word("status", policy.Statuses, nullIsAbsent: true),
        Word("priority", policy.Priorities, nullIsAbsent: true),
        body.OptionalTime("due_date"),
        ReadTags());

    /// <summary>What is to change; null clears what can be empty and is a fault elsewhere.</summary>
    public TaskChanges ReadChanges() => new()
    {
        Title = body.Contains("title") ? body.RequiredText("title", title) : default(Optional<string>),
        Description = body.Contains("description") ? body.OptionalText("description", description) : default(Optional<string?>),
        Status = Word("status", policy.Statuses, nullIsAbsent: false) is { } status ? status : default(Optional<RankedWord>),
        Priority = Word("priority", policy.Priorities, nullIsAbsent: false) is { } priority ? priority : default(Optional<RankedWord>),
        DueDate = body.Contains("due_date") ? body.OptionalTime("due_date") : default(Optional<DateTime?>),
        Tags = body.Contains("tags") ? new(ReadTags() ?? []) : default,
    };

    private RankedWord? Word(string field, Vocabulary words, bool nullIsAbsent) =>
        body.OptionalWord(field, words.Words.Select(word => word.Text).ToList(), nullIsAbsent) is { } text && words.TryFind(text, out var word) ? word : null;

    private IReadOnlyList<string>? ReadTags()
    {
        var tags = body.OptionalTexts("tags", tag) is { } names ? TaskTags.Normalise(names) : null;
        if (tags?.Count > policy.MaxTags)
        {
            body.Faults.Add("body", "tags", $"must have at most {policy.MaxTags} different tags", "too_long");
        }

        return tags;
    }
}
