using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.ShopFlow;

/// <summary>Where a page stands.</summary>
/// <param name="Page">The page asked for, from 1.</param>
/// <param name="Limit">Items a page.</param>
/// <param name="TotalItems">How many items all pages have.</param>
/// <param name="TotalPages">How many pages there are; 0 without items.</param>
public sealed record PaginationResponse(int Page, int Limit, long TotalItems, long TotalPages)
{
    internal static PaginationResponse Of(PageNumber page, long total) =>
        new(page.Number, page.Size, total, (total + page.Size - 1) / page.Size);
}
