using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>What a user says about a task. The edge has trimmed it and checked it against the <see cref="TaskPolicy"/>.</summary>
/// <param name="Title">Not empty.</param>
/// <param name="Description">Null for none.</param>
/// <param name="Status">Null for the standard one.</param>
/// <param name="Priority">Null for the standard one.</param>
/// <param name="DueDate">UTC; null for none. It is cut to milliseconds.</param>
/// <param name="Tags">Null or empty for none; in any order, as <see cref="TaskTags.Normalise"/> takes them.</param>
public sealed record TaskContent(
    string Title,
    string? Description = null,
    RankedWord? Status = null,
    RankedWord? Priority = null,
    DateTime? DueDate = null,
    IReadOnlyList<string>? Tags = null);

/// <summary>What is to become different about a task; what is not given stays. Values are as in <see cref="TaskContent"/>.</summary>
public sealed record TaskChanges
{
    /// <summary>The new title.</summary>
    public Optional<string> Title { get; init; }

    /// <summary>The new description; null removes it.</summary>
    public Optional<string?> Description { get; init; }

    /// <summary>The new status.</summary>
    public Optional<RankedWord> Status { get; init; }

    /// <summary>The new priority.</summary>
    public Optional<RankedWord> Priority { get; init; }

    /// <summary>The new due date; null removes it.</summary>
    public Optional<DateTime?> DueDate { get; init; }

    /// <summary>All tags from now on; empty removes them.</summary>
    public Optional<IReadOnlyList<string>> Tags { get; init; }

    /// <summary>The change that leaves nothing as it was: what the content does not say goes to its default (document 002 §5.4, <c>PUT</c>).</summary>
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
