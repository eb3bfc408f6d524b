using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerMicro;

/// <summary>Invalid bodies at every endpoint with a body.</summary>
public sealed class BadBodyTests(Micro micro) : IClassFixture<Micro>
{
    private const int Mebibyte = 1024 * 1024;
    private MicroUser? caller;

    /// <summary>Every endpoint with a body.</summary>
    public static TheoryData<string, string> Endpoints { get; } = new()
    {
        { "POST", "/auth/register" },
        { "POST", "/auth/login" },
        { "POST", "/tasks" },
        { "PUT", "/tasks/{task_id}" },
    };

    [Fact]
    public async Task Every_documented_endpoint_with_a_body_is_tested()
    {
        var documented = new List<string>();
        foreach (var service in new[] { "user-service", "task-service", "stats-service" })
        {
            documented.AddRange(JsonNode.Parse(await micro.DocumentAsync(service))!["paths"]!.AsObject()
                .SelectMany(path => path.Value!.AsObject()
                    .Where(operation => operation.Value!["requestBody"] is not null)
                    .Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}")));
        }

        Endpoints.Select(endpoint => $"{endpoint.Data.Item1} /api/v1{endpoint.Data.Item2}").ShouldBe(documented, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Invalid_JSON_is_a_validation_error_of_the_body(string method, string path)
    {
        foreach (var body in new[]
        {
            "{", "{\"title\": }", "{'title': 'x'}", "{\"a\": 1,}", "title=x", "{} {}", "{\"\\ud800\": 1}", "\0", "// no\n{}",
            new string('[', 10_000), "\"",
        })
        {
            await ShouldFailAsync(method, path, Encoding.UTF8.GetBytes(body), "is not valid JSON", "json_invalid");
        }
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Invalid_UTF8_is_a_validation_error(string method, string path) => await ShouldFailAsync(
        method, path, [.. "{\"email\": 7, \"title\": \""u8, 0xFF, 0xFE, .. "\"}"u8], "is not valid JSON", "json_invalid");

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_JSON_body_that_is_not_an_object_is_refused(string method, string path)
    {
        foreach (var body in new[] { "[]", "[{}]", "null", "7", "\"text\"", "true", "\uFEFF[]" })
        {
            await ShouldFailAsync(method, path, Encoding.UTF8.GetBytes(body), "must be a JSON object", "model_attributes_type");
        }
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_missing_body_of_any_type_is_a_validation_error(string method, string path)
    {
        await ShouldFailAsync(method, path, [], "a JSON object is required", "missing");
        await ShouldFailAsync(method, path, null, "a JSON object is required", "missing");
        await ShouldFailAsync(method, path, Encoding.UTF8.GetBytes("\uFEFF"), "a JSON object is required", "missing");
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_body_has_at_most_one_mebibyte(string method, string path)
    {
        var tooLarge = await SendAsync(method, path, Filled(Mebibyte + 1));
        var largest = await SendAsync(method, path, Filled(Mebibyte));

        await tooLarge.ShouldBeAsync(HttpStatusCode.RequestEntityTooLarge, """{"detail": "The request body is too large"}""");
        largest.StatusCode.ShouldNotBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_chunked_body_has_the_same_limit(string method, string path)
    {
        var user = await CallerAsync();
        using var content = new StreamContent(new MemoryStream(Filled(Mebibyte + 1)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1" + path.Replace("{task_id}", "1", StringComparison.Ordinal))
        {
            Content = content,
        };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", user.Token);

        (await micro.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_body_of_another_type_is_refused(string method, string path)
    {
        foreach (var type in new[]
        {
            "text/plain", "application/x-www-form-urlencoded", "application/xml", "multipart/form-data; boundary=b",
            "application/json; charset=latin1", "application/json; charset=utf-16",
        })
        {
            await (await SendAsync(method, path, "{}"u8.ToArray(), type)).ShouldBeAsync(
                HttpStatusCode.UnsupportedMediaType, """{"detail": "Send the body with Content-Type: application/json"}""");
        }
    }

    [Theory]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=utf8")]
    [InlineData("Application/JSON")]
    public async Task Every_notation_of_the_JSON_content_type_is_accepted(string type) =>
        (await SendAsync("POST", "/tasks", """{"title": "x"}"""u8.ToArray(), type)).StatusCode.ShouldBe(HttpStatusCode.Created);

    private async Task ShouldFailAsync(string method, string path, byte[]? body, string message, string type) =>
        await (await SendAsync(method, path, body)).ShouldBeAsync(
            HttpStatusCode.UnprocessableEntity, Refusal.Invalid("""["body"]""", message, type));

    private async Task<HttpResponseMessage> SendAsync(string method, string path, byte[]? body, string type = "application/json")
    {
        var user = await CallerAsync();
        var content = body is null ? null : new ByteArrayContent(body);
        content?.Headers.TryAddWithoutValidation("Content-Type", type);
        return await user.SendAsync(new HttpMethod(method), path.Replace("{task_id}", "1", StringComparison.Ordinal), content);
    }

    private async Task<MicroUser> CallerAsync() => caller ??= await micro.UserAsync();

    /// <summary>A JSON object of this many bytes.</summary>
    private static byte[] Filled(int size) => Encoding.ASCII.GetBytes($$"""{"unknown": "{{new string('x', size - 15)}}"}""");
}
