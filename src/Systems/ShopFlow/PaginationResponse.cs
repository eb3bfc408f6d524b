using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.ShopFlow;

/// <summary>The position of a page in a list.</summary>
/// <param name="Page">The requested page number, starting at 1.</param>
/// <param name="Limit">Items per page.</param>
/// <param name="TotalItems">The number of items on all pages.</param>
/// <param name="TotalPages">The number of pages; 0 when there are no items.</param>
public sealed record PaginationResponse(int Page, int Limit, long TotalItems, long TotalPages)
{
    internal static PaginationResponse Of(PageNumber page, long total) =>
        new(page.Number, page.Size, total, (total + page.Size - 1) / page.Size);
}
