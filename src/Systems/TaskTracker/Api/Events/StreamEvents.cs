using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Tracker.Platform.Http.Authentication;
using Tracker.Platform.Http.Errors;
using Tracker.Platform.Http.EventStreams;
using Tracker.Platform.Messaging.Live;

namespace Tracker.Systems.TaskTracker.Api.Events;

internal static class StreamEvents
{
    public const string LastEventId = "Last-Event-ID";

    /// <summary>Streams the changes of all tasks as server-sent events.</summary>
    /// <remarks>
    /// Each event has the id of its task; the client asks for what it shows. After <c>resync</c> it asks for everything again, since events
    /// before it are not sent: the client was too slow, or its <c>Last-Event-ID</c> is unknown or older than 5 minutes. A comment is sent
    /// every 20 s. The stream ends when the token expires, and within 5 s of a logout, a change of the password or a deactivation. Opening
    /// it counts as one request.
    /// </remarks>
    public static async Task<Results<EventStreamResult, Problem>> Handle(HttpContext context, Caller caller, LiveEvents events)
    {
        var reader = new LiveReader(caller.Subject, caller.Session, caller.ExpiresAt);
        var last = context.Request.Headers[LastEventId];
        var stream = await events.OpenAsync(reader, last.Count == 0 ? null : last.ToString(), context.RequestAborted);
        return stream is null ? TaskTrackerErrors.TooManyStreams : new EventStreamResult(stream);
    }
}
