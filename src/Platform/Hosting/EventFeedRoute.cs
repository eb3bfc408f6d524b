using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.Requests;
using Tracker.Platform.Messaging.CatchUp;
using Tracker.Platform.Security.Tokens;

namespace Tracker.Platform.Hosting;

/// <summary>The endpoint where the consumers of a service read its events by position, between services of one version.</summary>
public static class EventFeedRoute
{
    private const string After = "after";
    private const int MaxPositionLength = 200;

    private static readonly Problem OnlyServices = new(StatusCodes.Status403Forbidden, "FORBIDDEN", "Only a service may do this");

    /// <summary>Maps the feed, if the service has one: within a process no event is lost.</summary>
    public static void MapEventFeed(this WebApplication app)
    {
        if (app.Services.GetService<OutboxFeed>() is { } feed)
        {
            app.MapGet($"/{EventPublisher.FeedPath}", (RequestDelegate)(context => AnswerAsync(context, feed)))
                .RequireCaller()
                .WithMetadata(new DisableCorsAttribute())
                .ExcludeFromDescription();
        }
    }

    private static async Task AnswerAsync(HttpContext context, OutboxFeed feed)
    {
        var caller = await Caller.BindAsync(context);
        var query = new QueryFields(context.Request.Query);
        var text = query.Text(After, MaxPositionLength);
        var position = text is null ? null : OutboxPosition.Parse(text);
        if (text is not null && position is null)
        {
            query.Faults.Add("query", After, "must be a position of this feed", "value_error");
        }

        IResult answer =
            caller?.Role != TokenBearer.ServiceRole ? OnlyServices
            : query.Faults.Any ? query.Faults.ToProblem()
            : TypedResults.Json(await feed.ReadAsync(position, context.RequestAborted), FeedJson.Default.FeedPage);
        await answer.ExecuteAsync(context);
    }
}
