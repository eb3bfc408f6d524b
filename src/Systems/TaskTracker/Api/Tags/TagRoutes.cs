using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tracker.Modules.Tasks.Tags;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.OpenApi;
using Tracker.Platform.Http.Requests;

namespace Tracker.Systems.TaskTracker.Api.Tags;

/// <summary>The tags in use, for the filter of the task list.</summary>
internal static class TagRoutes
{
    private const int StandardLimit = 100;
    private const int MaxLimit = 1000;

    public static void MapTags(this IEndpointRouteBuilder api) =>
        api.MapGet("/tags", List)
            .WithTags("Tags")
            .RequireCaller()
            .TakesQuery(QueryParameter.Number("limit", "How many tags at most.", StandardLimit, 1, MaxLimit))
            .Refuses(TaskTrackerErrors.Invalid("limit", $"must be a whole number from 1 to {MaxLimit}"));

    /// <summary>Lists the tags in use, those of most tasks first.</summary>
    internal static async Task<Results<Ok<IReadOnlyList<TagResponse>>, Problem>> List(HttpContext context, Caller caller, ListTagsHandler list)
    {
        var query = new QueryFields(context.Request.Query);
        var limit = query.Number("limit", StandardLimit, 1, MaxLimit);
        if (query.Faults.Any)
        {
            return query.Faults.ToProblem();
        }

        var tags = await list.Handle(new ListTagsQuery(caller.UserId, limit), context.RequestAborted);
        return TypedResults.Ok<IReadOnlyList<TagResponse>>([.. tags.Select(tag => new TagResponse(tag.Name, tag.Tasks))]);
    }
}

/// <summary>A tag in use.</summary>
/// <param name="Name">The tag, lower case.</param>
/// <param name="TaskCount">How many tasks have it.</param>
public sealed record TagResponse(string Name, long TaskCount);
