using Microsoft.OpenApi;
using Tracker.Platform.Http.RateLimiting;

namespace Tracker.Platform.Http.OpenApi;

/// <summary>The headers of a 429.</summary>
internal static class RateLimitDescription
{
    public static Dictionary<string, IOpenApiHeader> Headers() => new(StringComparer.Ordinal)
    {
        [RateLimitHeaders.LimitName] = Number("The most requests a minute; also on every other answer.", least: "1"),
        [RateLimitHeaders.RemainingName] = Number("How many of them are left; also on every other answer.", least: "0"),
        ["Retry-After"] = Number("Seconds until the next request is served.", least: "1"),
    };

    private static OpenApiHeader Number(string description, string least) =>
        new() { Description = description, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = least } };
}
