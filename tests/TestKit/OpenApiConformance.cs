using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Tracker.Tests.TestKit;

/// <summary>
/// Checks answers against the API document: an undocumented answer, or one that does not match its schema, is a deviation.
/// </summary>
public sealed class OpenApiConformance
{
    /// <summary>The media type of an answer without an end.</summary>
    public const string EventStream = "text/event-stream";

    private readonly JsonObject document;
    private readonly List<(string Template, string[] Steps, JsonObject Operations)> paths;
    private readonly JsonSchemaCheck schemas;
    private readonly string[] beyond;

    /// <param name="document">The text of <c>/openapi.json</c>.</param>
    /// <param name="beyond">Paths that are deliberately not in the document, with all below them.</param>
    public OpenApiConformance(string document, params string[] beyond)
    {
        this.document = JsonNode.Parse(document)!.AsObject();
        this.beyond = beyond;
        schemas = new JsonSchemaCheck(this.document);
        paths = [.. this.document["paths"]!.AsObject().Select(path => (path.Key, Steps(path.Key), path.Value!.AsObject()))];
    }

    /// <summary>Checks one answer.</summary>
    /// <param name="method">The request's method, e.g. <c>GET</c>.</param>
    /// <param name="path">The request's path, without query.</param>
    /// <param name="status">The status answered.</param>
    /// <param name="contentType">The answer's media type without parameters; null when it has none.</param>
    /// <param name="body">The answer's body; empty when it has none.</param>
    /// <returns>The deviations, one sentence each; empty when the answer conforms.</returns>
    public IReadOnlyList<string> Check(string method, string path, int status, string? contentType, string body)
    {
        if (beyond.Any(prefix => path == prefix || path.StartsWith(prefix + "/", StringComparison.Ordinal)))
        {
            return [];
        }

        path = WithoutDotSegments(path);
        if (path == "/" && status is (302 or 405))
        {
            // The root redirects to the page that shows the document, and takes no other method.
            return [];
        }

        if (Find(path) is not { } operations)
        {
            return status == 404 ? [] : [$"{path} is not documented, and answered {status}."];
        }

        // HEAD is GET without a body; OPTIONS belongs to CORS.
        if (operations[Lower(method)] is not JsonObject operation)
        {
            return status == 405 || method is "HEAD" or "OPTIONS" ? [] : [$"{method} {path} is not documented, and answered {status}."];
        }

        // An endpoint without a body does not document 413, but a large body is refused there too.
        if (status == 413 && operation["requestBody"] is null)
        {
            return [];
        }

        return operation["responses"]?[status.ToString(CultureInfo.InvariantCulture)] is JsonObject response
            ? CheckAnswer(response, contentType, body)
            : [$"{method} {path}: the status {status} is not documented."];
    }

    // Normalized like in the server before routing (RFC 3986 §5.2.4).
    private static string WithoutDotSegments(string path)
    {
        var kept = new List<string>();
        foreach (var segment in path.Split('/').Skip(1))
        {
            if (segment == "..")
            {
                kept.RemoveRange(Math.Max(0, kept.Count - 1), Math.Min(1, kept.Count));
            }
            else if (segment != ".")
            {
                kept.Add(segment);
            }
        }

        return "/" + string.Join('/', kept);
    }

    private List<string> CheckAnswer(JsonObject response, string? contentType, string body)
    {
        if (response["content"] is not JsonObject { Count: > 0 } content)
        {
            return body.Length == 0 ? [] : ["There is a body where none is documented."];
        }

        if (contentType is null || (content[contentType] ?? content["*/*"]) is not JsonObject media)
        {
            return [$"The content type '{contentType}' is not documented."];
        }

        if (!contentType.EndsWith("json", StringComparison.Ordinal))
        {
            // A file has any content.
            return [];
        }

        try
        {
            return media["schema"] is { } schema ? schemas.Check(schema, JsonNode.Parse(body), "$") : [];
        }
        catch (JsonException)
        {
            return ["The body is not JSON."];
        }
    }

    private JsonObject? Find(string path)
    {
        var steps = Steps(path);
        // A path without parameters takes precedence over one with.
        return paths
            .Where(candidate => candidate.Steps.Length == steps.Length
                && candidate.Steps.Zip(steps).All(pair => pair.First.StartsWith('{') || pair.First == pair.Second))
            .OrderBy(candidate => candidate.Template.Count(character => character == '{'))
            .Select(candidate => candidate.Operations)
            .FirstOrDefault();
    }

    private static string[] Steps(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries);

    private static string Lower(string method) =>
        string.Create(method.Length, method, (text, source) => source.AsSpan().ToLowerInvariant(text));
}
