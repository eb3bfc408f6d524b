using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;
using Tracker.Platform.Http.OpenApi;

namespace Tracker.Platform.Http.Requests;

/// <summary>
/// The media types that an endpoint accepts: those of its <see cref="BodyDescription"/>, JSON by default. They are not metadata of the
/// framework, whose routing would answer 415 before authentication and rate limits.
/// </summary>
internal static class AcceptedBodies
{
    public const string Json = "application/json";
    public const string Form = "application/x-www-form-urlencoded";

    public static readonly IReadOnlyList<string> JsonOnly = [Json];

    public static IReadOnlyList<string> Of(HttpContext context) => Of(context.GetEndpoint()?.Metadata ?? EndpointMetadataCollection.Empty);

    public static IReadOnlyList<string> Of(IEnumerable<object> metadata) =>
        metadata.OfType<BodyDescription>().LastOrDefault()?.ContentTypes ?? JsonOnly;

    /// <summary>The accepted type of the body, which must be UTF-8; the first one when the request has no <c>Content-Type</c>.</summary>
    /// <returns>Null when the endpoint does not accept the body.</returns>
    public static string? TypeOf(HttpContext context)
    {
        var accepted = Of(context);
        if (context.Request.ContentType is not { Length: > 0 } given)
        {
            return accepted[0];
        }

        return MediaTypeHeaderValue.TryParse(given, out var type)
            && (!type.Charset.HasValue || IsUtf8(HeaderUtilities.RemoveQuotes(type.Charset)))
            ? accepted.FirstOrDefault(each => type.MediaType.Equals(each, StringComparison.OrdinalIgnoreCase))
            : null;
    }

    // "utf8" is not registered with IANA, but common.
    private static bool IsUtf8(StringSegment charset) =>
        charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);
}
