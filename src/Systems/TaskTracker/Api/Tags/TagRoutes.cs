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

internal static class TagRoutes
{
    private const int DefaultLimit = 100;
    private const int MaxLimit = 1000;

    public static void MapTags(this IEndpointRouteBuilder api) =>
        api.MapGet("/tags", List)
            .WithName("listTags")
            .WithTags("Tags")
            .RequireCaller()
            .TakesQuery(QueryParameter.Number("limit", "Max number of tags.", DefaultLimit, 1, MaxLimit))
            .Refuses(TaskTrackerErrors.Invalid("limit", $"must be a whole number from 1 to {MaxLimit}"));

    /// <summary>Lists the tags in use, sorted by descending number of tasks.</summary>
    internal static async Task<Results<Ok<IReadOnlyList<TagResponse>>, Problem>> List(
        HttpContext context, Caller caller, ListTagsHandler list)
    {
        var query = new QueryFields(context.Request.Query);
        var limit = query.Number("limit", DefaultLimit, 1, MaxLimit);
        if (query.Faults.Any)
        {
            return query.Faults.ToProblem();
        }

        var tags = await list.Handle(new ListTagsQuery(caller.UserId, limit), context.RequestAborted);
        return TypedResults.Ok<IReadOnlyList<TagResponse>>([.. tags.Select(tag => new TagResponse(tag.Name, tag.Tasks))]);
    }
}

/// <summary>A tag in use.</summary>
/// <param name="Name">The tag in lowercase.</param>
/// <param name="TaskCount">The number of tasks with this tag.</param>
public sealed record TagResponse(string Name, long TaskCount);
