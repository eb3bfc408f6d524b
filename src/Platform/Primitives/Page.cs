namespace Tracker.Platform.Primitives;

/// <summary>Which part of a list is asked for; the edge has checked its bounds.</summary>
/// <param name="Number">1 for the first page.</param>
/// <param name="Size">Items a page, at least 1.</param>
public readonly record struct PageRequest(int Number, int Size)
{
    /// <summary>How many items come before the page.</summary>
    public long Offset => (Number - 1L) * Size;
}

/// <typeparam name="T">The kind of item.</typeparam>
/// <param name="Items">The items of this page; none when the page lies past the end.</param>
/// <param name="Total">How many items all pages have together, exactly.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, long Total);
