using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>The content of a new task. The caller has trimmed it and checked it against the <see cref="TaskPolicy"/>.</summary>
/// <param name="Title">Not empty.</param>
/// <param name="Description">Null for none.</param>
/// <param name="Status">Null for the default, <see cref="Vocabulary.Standard"/>.</param>
/// <param name="Priority">Null for the default, <see cref="Vocabulary.Standard"/>.</param>
/// <param name="DueDate">UTC, truncated to milliseconds; null for none.</param>
/// <param name="Tags">In any order and form: <see cref="TaskTags.Normalise"/> is applied. Null or empty for none.</param>
public sealed record TaskContent(
    string Title,
    string? Description = null,
    RankedWord? Status = null,
    RankedWord? Priority = null,
    DateTime? DueDate = null,
    IReadOnlyList<string>? Tags = null);

/// <summary>The changes of a task. Members without a value stay unchanged. Values are as in <see cref="TaskContent"/>.</summary>
public sealed record TaskChanges
{
    public Optional<string> Title { get; init; }

    /// <summary>Null removes it.</summary>
    public Optional<string?> Description { get; init; }

    public Optional<RankedWord> Status { get; init; }

    /// <summary>
    /// True gives the task the policy's first done status, false gives a done task the default status. A task that agrees already keeps
    /// its status. <see cref="Status"/> takes precedence.
    /// </summary>
    public Optional<bool> Done { get; init; }

    public Optional<RankedWord> Priority { get; init; }

    /// <summary>Null removes it.</summary>
    public Optional<DateTime?> DueDate { get; init; }

    /// <summary>Replaces all tags; empty removes them.</summary>
    public Optional<IReadOnlyList<string>> Tags { get; init; }

    /// <summary>Are added to the tags. A tag that the task has already keeps its spelling.</summary>
    public IReadOnlyList<string> AddedTags { get; init; } = [];

    /// <summary>Are removed from the tags, in any spelling.</summary>
    public IReadOnlyList<string> RemovedTags { get; init; } = [];

    /// <summary>Sets every member; those that the content lacks get their defaults (document 002 §5.4, <c>PUT</c>).</summary>
    public static TaskChanges Replacing(TaskContent content, TaskPolicy policy) => new()
    {
        Title = content.Title,
        Description = content.Description,
        Status = content.Status ?? policy.Statuses.Standard,
        Priority = content.Priority ?? policy.Priorities.Standard,
        DueDate = content.DueDate,
        Tags = new(content.Tags ?? []),
    };
}
