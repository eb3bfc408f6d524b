namespace Tracker.Platform.Primitives;

/// <summary>A page of a list. The caller has checked the bounds.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Size">Items per page, min 1.</param>
public readonly record struct PageRequest(int Number, int Size)
{
    /// <summary>The number of items before the page.</summary>
    public long Offset => (Number - 1L) * Size;
}

/// <param name="Items">Empty when the page is past the end.</param>
/// <param name="Total">The exact number of items on all pages.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long Total);
