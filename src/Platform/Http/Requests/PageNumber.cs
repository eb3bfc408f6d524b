using Tracker.Platform.Primitives;

namespace Tracker.Platform.Http.Requests;

/// <param name="Number">1 for the first page.</param>
/// <param name="Size">Items per page, at least 1.</param>
public readonly record struct PageNumber(int Number, int Size)
{
    public PageRequest Request => PageRequest.OfPage(Number, Size);
}
