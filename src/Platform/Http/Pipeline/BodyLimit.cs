using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Tracker.Platform.Http.Errors;

namespace Tracker.Platform.Http.Pipeline;

/// <summary>
/// Refuses a body that says it is too large, also where none is read; one that does not say is cut off while it is read. An endpoint with a limit of its own
/// tells in its own words what is too large.
/// </summary>
internal static class BodyLimit
{
    /// <summary>How much of a refused body the server still takes and throws away: a client whose connection breaks while it sends never sees the refusal.</summary>
    private const long MaxDrained = 32 * 1024 * 1024;

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.ContentLength is not > HttpPolicy.MaxBodyBytes || context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is not null)
        {
            return next(context);
        }

        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxDrained;
        return Problems.PayloadTooLarge.ExecuteAsync(context);
    }
}
