namespace Tracker.Platform.Primitives;

/// <summary>A part of a list. The caller has checked the bounds.</summary>
/// <param name="Offset">The number of items before the part.</param>
/// <param name="Size">Max items, min 1.</param>
public readonly record struct PageRequest(long Offset, int Size)
{
    /// <param name="number">From 1.</param>
    /// <param name="size">Items per page, min 1.</param>
    public static PageRequest OfPage(int number, int size) => new((number - 1L) * size, size);
}

/// <param name="Items">Empty when the part is past the end.</param>
/// <param name="Total">The exact number of items in the whole list.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long Total);
