using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Platform.Http.Authentication;

namespace Tracker.Systems.TaskTracker.Api.Views;

internal static class ListViews
{
    /// <summary>Lists the caller's views in their order.</summary>
    public static async Task<Ok<IReadOnlyList<ViewResponse>>> Handle(Caller caller, ViewStore views, CancellationToken ct) =>
        TypedResults.Ok<IReadOnlyList<ViewResponse>>(await views.ListAsync(caller.UserId, ct));
}
