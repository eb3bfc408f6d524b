using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;

namespace Tracker.Tests.TestKit;

/// <summary>Compares answers with literal JSON; a failure shows both documents.</summary>
public static class JsonAssertions
{
    /// <summary>A string that matches any value, e.g. for ids and times.</summary>
    public const string Anything = "*";

    public static StringContent Json(string json) => new(json, Encoding.UTF8, "application/json");

    /// <summary>Asserts this status and exactly this body; <c>"*"</c> in it matches any value.</summary>
    public static async Task ShouldBeAsync(this HttpResponseMessage answer, HttpStatusCode status, string json)
    {
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, body);
        JsonNode.Parse(body).ShouldMatch(json);
    }

    /// <summary>Asserts exactly this document; <c>"*"</c> in it matches any value.</summary>
    public static void ShouldMatch(this JsonNode? actual, string json)
    {
        var expected = JsonNode.Parse(json);
        if (!Matches(expected, actual))
        {
            throw new ShouldAssertException($"The document is\n{actual?.ToJsonString()}\nbut should be\n{expected?.ToJsonString()}");
        }
    }

    /// <summary>Asserts this status and returns the parsed body.</summary>
    public static async Task<JsonNode> ReadAsync(this HttpResponseMessage answer, HttpStatusCode status = HttpStatusCode.OK)
    {
        var body = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(status, body);
        return JsonNode.Parse(body)!;
    }

    private static bool Matches(JsonNode? expected, JsonNode? actual) => (expected, actual) switch
    {
        (JsonValue value, not null) when value.TryGetValue<string>(out var text) && text == Anything => true,
        (JsonObject one, JsonObject other) => one.Count == other.Count && one.All(member =>
            other.TryGetPropertyValue(member.Key, out var value) && Matches(member.Value, value)),
        (JsonArray one, JsonArray other) => one.Count == other.Count && one.Zip(other).All(pair => Matches(pair.First, pair.Second)),
        _ => JsonNode.DeepEquals(expected, actual),
    };
}
