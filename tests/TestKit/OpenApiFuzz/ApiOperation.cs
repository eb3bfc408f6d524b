using System.Text.Json.Nodes;

namespace Tracker.Tests.TestKit.OpenApiFuzz;

/// <summary>One operation of an API document; references are resolved on access.</summary>
/// <param name="Method">In upper case.</param>
/// <param name="Template">The path, with parameters in braces.</param>
/// <param name="Bodies">Media type to schema; empty when it takes no body.</param>
/// <param name="NeedsToken">Whether it answers 401 without a token.</param>
internal sealed record ApiOperation(
    string Method, string Template, IReadOnlyList<ApiParameter> Parameters, IReadOnlyDictionary<string, JsonObject> Bodies, bool NeedsToken)
{
    public string Name => $"{Method} {Template}";

    /// <summary>Whether it has neither parameters nor body nor token, like a health check.</summary>
    public bool TakesNothing => Parameters.Count == 0 && Bodies.Count == 0 && !NeedsToken;

    /// <summary>The segment before each parameter names its collection: <c>/tasks/{task_id}</c> is one of the tasks.</summary>
    public string Collection => Template.Split('/').LastOrDefault(step => step.Length > 0 && step[0] != '{') ?? "";

    public static List<ApiOperation> Read(JsonObject document)
    {
        var operations =
            from path in document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            let described = operation.Value!.AsObject()
            select new ApiOperation(
                operation.Key.ToUpperInvariant(), path.Key, ParametersOf(document, described), BodiesOf(document, described),
                described["security"] is JsonArray { Count: > 0 });
        return [.. operations];
    }

    /// <summary>Follows <c>$ref</c>.</summary>
    public static JsonObject Resolve(JsonObject document, JsonNode? schema)
    {
        var found = schema?.AsObject() ?? [];
        while (found["$ref"]?.GetValue<string>() is { } reference)
        {
            found = reference.Split('/').Skip(1).Aggregate((JsonNode)document, (node, step) => node[step]!).AsObject();
        }

        return found;
    }

    private static List<ApiParameter> ParametersOf(JsonObject document, JsonObject operation) =>
        [.. (operation["parameters"] as JsonArray ?? []).Select(parameter => new ApiParameter(
            parameter!["name"]!.GetValue<string>(), parameter["in"]!.GetValue<string>(), Resolve(document, parameter["schema"])))];

    private static Dictionary<string, JsonObject> BodiesOf(JsonObject document, JsonObject operation) =>
        (operation["requestBody"]?["content"] as JsonObject ?? [])
            .ToDictionary(content => content.Key, content => Resolve(document, content.Value!["schema"]));
}

/// <param name="In"><c>path</c>, <c>query</c> or <c>header</c>.</param>
internal sealed record ApiParameter(string Name, string In, JsonObject Schema);
