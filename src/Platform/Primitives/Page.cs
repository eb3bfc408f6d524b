namespace Tracker.Platform.Primitives;

/// <summary>Which part of a list is asked for; the edge has checked its bounds.</summary>
/// <param name="Offset">How many items come before it.</param>
/// <param name="Size">How many items it has at most; at least 1.</param>
public readonly record struct PageRequest(long Offset, int Size)
{
    /// <summary>The part that is this page of pages of one size.</summary>
    /// <param name="number">1 for the first page.</param>
    /// <param name="size">Items a page, at least 1.</param>
    public static PageRequest OfPage(int number, int size) => new((number - 1L) * size, size);
}

/// <summary>A part of a list.</summary>
/// <typeparam name="T">The kind of item.</typeparam>
/// <param name="Items">The items of this part; none when it lies past the end.</param>
/// <param name="Total">How many items the whole list has, exactly.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long Total);
