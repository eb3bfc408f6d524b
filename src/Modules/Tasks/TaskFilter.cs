using Tracker.Platform.Primitives;

namespace Tracker.Modules.Tasks;

/// <summary>Which tasks a list has: those that meet every condition given (document 002 §5.4).</summary>
public sealed record TaskFilter
{
    /// <summary>Every task.</summary>
    public static TaskFilter None { get; } = new();

    /// <summary>Text that the title or the description contains, whatever its case; null for any.</summary>
    public string? Search { get; init; }

    /// <summary>The statuses wanted; empty for any.</summary>
    public IReadOnlyList<RankedWord> Statuses { get; init; } = [];

    /// <summary>The priorities wanted; empty for any.</summary>
    public IReadOnlyList<RankedWord> Priorities { get; init; } = [];

    /// <summary>Names of tags, at least one of which the task has, whatever their case; empty for any.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The earliest due date, itself included, in UTC; null for any.</summary>
    public DateTime? DueFrom { get; init; }

    /// <summary>The latest due date, itself included, in UTC; null for any.</summary>
    public DateTime? DueTo { get; init; }

    /// <summary>Whose tasks; null for everybody's.</summary>
    public Guid? OwnerId { get; init; }
}

/// <summary>What a list can be sorted by.</summary>
public enum TaskSortField
{
    /// <summary>When it is due. Tasks without a due date come last in both directions.</summary>
    DueDate,

    /// <summary>By rank.</summary>
    Priority,

    /// <summary>By rank.</summary>
    Status,

    /// <summary>Without regard to case.</summary>
    Title,

    /// <summary>When it was made.</summary>
    CreatedAt,

    /// <summary>When it last became different.</summary>
    UpdatedAt,
}

/// <summary>One step of a sort.</summary>
/// <param name="Field">By what.</param>
/// <param name="Direction">In which direction.</param>
public readonly record struct TaskSort(TaskSortField Field, SortDirection Direction);
