using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Tracker.Platform.Http.Errors;

namespace Tracker.Platform.Http.Pipeline;

/// <summary>
/// Rejects a body whose declared length is over the limit, even if the endpoint does not read it; a body without a length is cut off while
/// it is read. An endpoint with its own limit reports the error itself.
/// </summary>
internal static class BodyLimit
{
    /// <summary>
    /// The bytes of a rejected body that the server still reads and discards. A client whose connection breaks while it sends never sees
    /// the response.
    /// </summary>
    private const long MaxDrained = 32 * 1024 * 1024;

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.ContentLength is not > HttpPolicy.MaxBodyBytes
            || context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>() is not null)
        {
            return next(context);
        }

        context.Features.GetRequiredFeature<IHttpMaxRequestBodySizeFeature>().MaxRequestBodySize = MaxDrained;
        return Problems.PayloadTooLarge.ExecuteAsync(context);
    }
}
