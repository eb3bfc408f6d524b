using Tracker.Platform.Primitives;

namespace Tracker.Platform.Http.Requests;

/// <summary>A page as clients count them.</summary>
/// <param name="Number">1 for the first page.</param>
/// <param name="Size">Items a page, at least 1.</param>
public readonly record struct PageNumber(int Number, int Size)
{
    /// <summary>The part of the list that it is.</summary>
    public PageRequest Request => PageRequest.OfPage(Number, Size);
}
