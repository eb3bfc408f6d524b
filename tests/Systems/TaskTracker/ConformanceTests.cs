using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>Tests of the checker itself.</summary>
public sealed class ConformanceTests
{
    private const string Document = """
        {"paths": {"/things/{id}": {"get": {"responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Thing"}}}}, "204": {"description": "none"}, "206": {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}}}},
                   "/things/mine": {"get": {"responses": {"404": {"description": "none"}}}}},
         "components": {"schemas": {"Thing": {"type": "object", "required": ["id", "size"], "properties": {
            "id": {"type": "string", "format": "uuid"}, "size": {"type": "integer", "minimum": 1, "maximum": 5}, "word": {"type": ["null", "string"], "enum": ["a", "b", null]},
            "at": {"type": "string", "format": "date-time"}, "list": {"type": "array", "items": {"type": "string", "maxLength": 2}},
            "more": {"type": "object", "additionalProperties": {"type": "integer"}}, "one": {"oneOf": [{"type": "null"}, {"$ref": "#/components/schemas/Thing"}]}}}}}}
        """;

    private static readonly OpenApiConformance Conformance = new(Document, "/metrics");

    [Theory]
    [InlineData(
        "GET", "/things/7", 200, "application/json",
        """{ID, "size": 1, "word": null, "at": "2026-01-01T00:00:00.000Z", "list": ["ab"], "more": {"x": 1}, "one": null}""")]
    [InlineData("GET", "/things/7/", 204, null, "")]
    [InlineData("GET", "/things/7", 206, "image/png", "\u0089PNG")]
    [InlineData("GET", "/things/mine", 404, null, "")]
    [InlineData("GET", "/nowhere", 404, "application/json", "{}")]
    [InlineData("PUT", "/things/7", 405, "application/json", "{}")]
    [InlineData("GET", "/metrics", 200, "text/plain", "x 1")]
    public void A_documented_answer_passes(string method, string path, int status, string? type, string body) =>
        Conformance.Check(method, path, status, type, WithId(body)).ShouldBeEmpty();

    [Theory]
    [InlineData("GET", "/nowhere", 200, "application/json", "{}")]
    [InlineData("PUT", "/things/7", 200, "application/json", "{}")]
    [InlineData("GET", "/things/7", 500, "application/json", "{}")]
    [InlineData("GET", "/things/mine", 200, "application/json", "{}")]
    [InlineData("GET", "/things/7", 204, "application/json", "{}")]
    [InlineData("GET", "/things/7", 200, "text/plain", "{}")]
    [InlineData("GET", "/things/7", 200, null, "")]
    [InlineData("GET", "/things/7", 200, "application/json", "{")]
    public void An_undocumented_answer_is_a_deviation(string method, string path, int status, string? type, string body) =>
        Conformance.Check(method, path, status, type, body).ShouldNotBeEmpty();

    [Theory]
    [InlineData("[]", "$ should be")]
    [InlineData("""{ID}""", "$.size is required, and missing")]
    [InlineData("""{ID, "size": "1"}""", "$.size should be")]
    [InlineData("""{ID, "size": 1.0}""", "$.size should be")]
    [InlineData("""{ID, "size": 0}""", "$.size is outside")]
    [InlineData("""{ID, "size": 6}""", "$.size is outside")]
    [InlineData("""{ID, "size": 1, "word": "c"}""", "$.word is not one of")]
    [InlineData("""{ID, "size": 1, "at": "yesterday"}""", "$.at is not of its documented form")]
    [InlineData("""{ID, "size": 1, "list": ["ab", "abc"]}""", "$.list[1] is not of its documented form")]
    [InlineData("""{ID, "size": 1, "more": {"x": "y"}}""", "$.more.x should be")]
    [InlineData("""{ID, "size": 1, "one": {}}""", "$.one is not exactly one of")]
    [InlineData("""{ID, "size": 1, "secret": 1}""", "$.secret is not documented")]
    [InlineData("""{"id": "7", "size": 1}""", "$.id is not of its documented form")]
    public void A_deviation_of_a_body_names_its_location(string body, string deviation) =>
        Conformance.Check("GET", "/things/7", 200, "application/json", WithId(body)).ShouldHaveSingleItem().ShouldStartWith(deviation);

    private static string WithId(string body) =>
        body.Replace("{ID", "{\"id\": \"0199c2f4-b1d0-7cc0-9c1d-0ac0b7d3f8aa\"", StringComparison.Ordinal);
}
