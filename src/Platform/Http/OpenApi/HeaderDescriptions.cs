using Microsoft.OpenApi;
using Tracker.Platform.Http.RateLimiting;

namespace Tracker.Platform.Http.OpenApi;

/// <summary>The headers of answers, by status; each is described once.</summary>
internal static class HeaderDescriptions
{
    private const string Created = "201";
    private const string Unauthorized = "401";
    private const string PartialContent = "206";
    private const string RangeNotSatisfiable = "416";

    private static readonly Dictionary<string, OpenApiHeader> Known = new(StringComparer.Ordinal)
    {
        ["Location"] = Header(JsonSchemaType.String, "The path of what was made."),
        ["Content-Range"] = Header(JsonSchemaType.String, "Which bytes of how many: bytes first-last/length; of a range that is not there, bytes */length."),
        ["WWW-Authenticate"] = Header(JsonSchemaType.String, "Always Bearer."),
        [RateLimitHeaders.LimitName] = Header(JsonSchemaType.Integer, "The most requests a minute. Services are not limited and do not get it.", min: "1"),
        [RateLimitHeaders.RemainingName] = Header(JsonSchemaType.Integer, "How many of them are left.", min: "0"),
        ["Retry-After"] = Header(JsonSchemaType.Integer, "Seconds until another attempt may succeed.", min: "1"),
    };

    /// <param name="status">The status of the answers.</param>
    /// <param name="tellsWhen">Whether some of them tell when to try again.</param>
    /// <param name="isLimited">Whether the endpoint's requests are counted.</param>
    /// <param name="document">Where each is described.</param>
    public static Dictionary<string, IOpenApiHeader> Of(string status, bool tellsWhen, bool isLimited, OpenApiDocument document)
    {
        string[] own = status switch
        {
            Created => ["Location"],
            PartialContent or RangeNotSatisfiable => ["Content-Range"],
            Unauthorized => ["WWW-Authenticate"],
            _ => [],
        };
        string[] retry = tellsWhen ? ["Retry-After"] : [];
        string[] shared = isLimited ? [RateLimitHeaders.LimitName, RateLimitHeaders.RemainingName] : [];
        return own.Concat(retry).Concat(shared).ToDictionary(name => name, IOpenApiHeader (name) => Reference(name, document), StringComparer.Ordinal);
    }

    private static OpenApiHeaderReference Reference(string name, OpenApiDocument document)
    {
        document.AddComponent<IOpenApiHeader>(name, Known[name]);
        return new OpenApiHeaderReference(name, document);
    }

    private static OpenApiHeader Header(JsonSchemaType type, string description, string? min = null) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = type, Minimum = min } };
}
