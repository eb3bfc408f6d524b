using Microsoft.OpenApi;
using Tracker.Platform.Http.RateLimiting;

namespace Tracker.Platform.Http.OpenApi;

/// <summary>The headers of responses by status, as references to one description each.</summary>
internal static class HeaderDescriptions
{
    private const string Created = "201";
    private const string Unauthorized = "401";
    private const string PartialContent = "206";
    private const string NotModified = "304";
    private const string RangeNotSatisfiable = "416";

    private static readonly Dictionary<string, OpenApiHeader> Known = new(StringComparer.Ordinal)
    {
        ["Location"] = Header(JsonSchemaType.String, "The path of the created resource."),
        ["Content-Range"] = Header(
            JsonSchemaType.String, "The range and the length of the file: bytes first-last/length. With status 416: bytes */length."),
        ["ETag"] = Header(JsonSchemaType.String, "The strong entity tag of the response, for If-Match."),
        ["WWW-Authenticate"] = Header(JsonSchemaType.String, "Always Bearer."),
        [RateLimitHeaders.LimitName] = Header(
            JsonSchemaType.Integer, "Max requests per minute. Absent for services, which are not limited.", min: "1"),
        [RateLimitHeaders.RemainingName] = Header(JsonSchemaType.Integer, "Requests left in the current minute.", min: "0"),
        ["Retry-After"] = Header(JsonSchemaType.Integer, "Seconds until a retry may succeed.", min: "1"),
    };

    /// <param name="hasETag">Its successful responses and 304 have <c>ETag</c>.</param>
    /// <param name="hasRetryAfter">At least one response with this status has <c>Retry-After</c>.</param>
    /// <param name="isLimited">The endpoint has a rate limit.</param>
    /// <param name="document">Gets the description of each header.</param>
    public static Dictionary<string, IOpenApiHeader> Of(
        string status, bool hasETag, bool hasRetryAfter, bool isLimited, OpenApiDocument document)
    {
        string[] own = status switch
        {
            Created => ["Location"],
            PartialContent or RangeNotSatisfiable => ["Content-Range"],
            Unauthorized => ["WWW-Authenticate"],
            _ => [],
        };
        string[] tag = hasETag && status is ['2', ..] or NotModified ? ["ETag"] : [];
        string[] retry = hasRetryAfter ? ["Retry-After"] : [];
        string[] shared = isLimited ? [RateLimitHeaders.LimitName, RateLimitHeaders.RemainingName] : [];
        return own.Concat(tag).Concat(retry).Concat(shared)
            .ToDictionary(name => name, IOpenApiHeader (name) => Reference(name, document), StringComparer.Ordinal);
    }

    private static OpenApiHeaderReference Reference(string name, OpenApiDocument document)
    {
        document.AddComponent<IOpenApiHeader>(name, Known[name]);
        return new OpenApiHeaderReference(name, document);
    }

    private static OpenApiHeader Header(JsonSchemaType type, string description, string? min = null) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = type, Minimum = min } };
}
