using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>The filter of a list: a task must meet every given condition (document 002 §5.4).</summary>
public sealed record TaskFilter
{
    public static TaskFilter None { get; } = new();

    /// <summary>Text in the title or description, ignoring case; null for any.</summary>
    public string? Search { get; init; }

    /// <summary>Empty for any.</summary>
    public IReadOnlyList<RankedWord> Statuses { get; init; } = [];

    /// <summary>Empty for any.</summary>
    public IReadOnlyList<RankedWord> Priorities { get; init; } = [];

    /// <summary>The task must have at least one of them, ignoring case; empty for any.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The min due date, inclusive, UTC; null for any.</summary>
    public DateTime? DueFrom { get; init; }

    /// <summary>The max due date, inclusive, UTC; null for any.</summary>
    public DateTime? DueTo { get; init; }

    /// <summary>Null for all owners.</summary>
    public Guid? OwnerId { get; init; }
}

/// <summary>The sort fields of a list.</summary>
public enum TaskSortField
{
    /// <summary>Tasks without a due date come last in both directions.</summary>
    DueDate,

    /// <summary>By rank.</summary>
    Priority,

    /// <summary>By rank.</summary>
    Status,

    /// <summary>Ignoring case.</summary>
    Title,

    CreatedAt,

    UpdatedAt,
}

public readonly record struct TaskSort(TaskSortField Field, SortDirection Direction);
