using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Tracker.Platform.Http.Errors;

namespace Tracker.Platform.Http.Pipeline;

/// <summary>
/// Refuses a body that says it is too large, also where none is read; one that does not say is cut off while it is read. An endpoint with a limit of its own
/// tells in its own words what is too large.
/// </summary>
internal static class BodyLimit
{
    public static Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        context.Request.ContentLength > HttpPolicy.MaxBodyBytes && context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is null
            ? Problems.PayloadTooLarge.ExecuteAsync(context)
            : next(context);
}
