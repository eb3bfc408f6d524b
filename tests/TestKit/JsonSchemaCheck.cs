using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Tracker.Tests.TestKit;

/// <summary>
/// Checks values against the part of JSON Schema that API documents use. An undocumented member of an object is a deviation too.
/// </summary>
/// <param name="document">The document that <c>$ref</c> refers to.</param>
internal sealed class JsonSchemaCheck(JsonObject document)
{
    private static readonly TimeSpan PatternLimit = TimeSpan.FromSeconds(1);

    public List<string> Check(JsonNode schema, JsonNode? value, string at)
    {
        var deviations = new List<string>();
        Check(Resolve(schema.AsObject()), value, at, deviations);
        return deviations;
    }

    private void Check(JsonObject schema, JsonNode? value, string at, List<string> deviations)
    {
        if (schema["oneOf"] is JsonArray choices)
        {
            if (choices.Count(choice => Check(choice!, value, at).Count == 0) != 1)
            {
                deviations.Add($"{at} is not exactly one of its documented forms: {Show(value)}");
            }

            return;
        }

        if (!IsOfType(schema, value))
        {
            deviations.Add($"{at} should be {schema["type"]?.ToJsonString()}, and is {Show(value)}");
            return;
        }

        if (schema["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value)))
        {
            deviations.Add($"{at} is not one of {words.ToJsonString()}: {Show(value)}");
        }

        switch (value)
        {
            case JsonObject members:
                CheckObject(schema, members, at, deviations);
                break;
            case JsonArray elements when schema["items"] is { } items:
                deviations.AddRange(elements.SelectMany((element, index) => Check(items, element, $"{at}[{index}]")));
                break;
            case JsonValue single when single.GetValueKind() == JsonValueKind.String:
                CheckText(schema, single.GetValue<string>(), at, deviations);
                break;
            case JsonValue single when single.GetValueKind() == JsonValueKind.Number:
                CheckNumber(schema, decimal.Parse(single.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture), at, deviations);
                break;
        }
    }

    private void CheckObject(JsonObject schema, JsonObject value, string at, List<string> deviations)
    {
        var properties = schema["properties"] as JsonObject ?? [];
        foreach (var missing in (schema["required"] as JsonArray ?? [])
            .Select(name => name!.GetValue<string>()).Where(name => !value.ContainsKey(name)))
        {
            deviations.Add($"{at}.{missing} is required, and missing");
        }

        foreach (var (name, member) in value)
        {
            if (properties[name] is { } property)
            {
                deviations.AddRange(Check(property, member, $"{at}.{name}"));
            }
            else if (schema["additionalProperties"] is JsonObject others)
            {
                deviations.AddRange(Check(others, member, $"{at}.{name}"));
            }
            else if (properties.Count > 0 || schema["additionalProperties"] is JsonValue)
            {
                deviations.Add($"{at}.{name} is not documented");
            }
        }
    }

    private static void CheckText(JsonObject schema, string text, string at, List<string> deviations)
    {
        var holds = schema["format"]?.GetValue<string>() switch
        {
            "uuid" => Guid.TryParseExact(text, "D", out _),
            "date-time" =>
                text.Contains('T', StringComparison.Ordinal) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _),
            "date" => DateOnly.TryParseExact(text, "yyyy-MM-dd", out _),
            "uri" => Uri.TryCreate(text, UriKind.Absolute, out _),
            _ => true,
        };
        var length = text.EnumerateRunes().Count();
        holds &= length >= Bound(schema, "minLength", 0) && length <= Bound(schema, "maxLength", int.MaxValue);
        holds &= schema["pattern"] is not { } pattern
            || Regex.IsMatch(text, pattern.GetValue<string>(), RegexOptions.ECMAScript, PatternLimit);
        if (!holds)
        {
            deviations.Add($"{at} is not of its documented form: {Show(text)}");
        }
    }

    private static void CheckNumber(JsonObject schema, decimal number, string at, List<string> deviations)
    {
        if (number < Bound(schema, "minimum", decimal.MinValue) || number > Bound(schema, "maximum", decimal.MaxValue))
        {
            deviations.Add($"{at} is outside of its documented range: {number}");
        }
    }

    private static decimal Bound(JsonObject schema, string name, decimal defaultValue) =>
        schema[name] is { } bound ? decimal.Parse(bound.ToJsonString(), NumberStyles.Float, CultureInfo.InvariantCulture) : defaultValue;

    private static bool IsOfType(JsonObject schema, JsonNode? value) => schema["type"] switch
    {
        null => true,
        JsonArray several => several.Any(type => IsOfType(type!.GetValue<string>(), value)),
        var type => IsOfType(type.GetValue<string>(), value),
    };

    private static bool IsOfType(string type, JsonNode? value) => (type, value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        ("null", JsonValueKind.Null) or ("object", JsonValueKind.Object) or (
            "array", JsonValueKind.Array) or ("string", JsonValueKind.String) or ("number", JsonValueKind.Number) => true,
        ("boolean", JsonValueKind.True or JsonValueKind.False) => true,
        ("integer", JsonValueKind.Number) => !value!.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E'),
        _ => false,
    };

    private JsonObject Resolve(JsonObject schema)
    {
        for (var reference = schema["$ref"]; reference is not null; reference = schema["$ref"])
        {
            schema = reference.GetValue<string>().Split('/').Skip(1).Aggregate((JsonNode)document, (node, step) =>
                node[step] ?? throw new InvalidOperationException($"{reference} leads nowhere.")).AsObject();
        }

        return schema;
    }

    private static string Show(JsonNode? value) => value?.ToJsonString() is { } text ? text[..Math.Min(text.Length, 200)] : "null";
}
