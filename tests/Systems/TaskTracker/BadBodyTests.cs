using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>Invalid bodies at every endpoint with a body (document 002 §5.2, §8).</summary>
public sealed class BadBodyTests(Api api) : IClassFixture<Api>
{
    private const int Mebibyte = 1024 * 1024;
    private Person? caller;
    private const string SomeView = "/views/0199c2f4-b1d0-7cc0-9c1d-0ac0b7d3f8aa";

    private string task = "";

    /// <summary>Every endpoint with a body; <c>{task}</c> is a task of the caller.</summary>
    public static TheoryData<string, string> Endpoints { get; } = new()
    {
        { "POST", "/auth/register" },
        { "POST", "/auth/login" },
        { "POST", "/auth/refresh" },
        { "POST", "/auth/logout" },
        { "POST", "/auth/change-password" },
        { "POST", "/tasks" },
        { "POST", "/tasks/bulk" },
        { "PUT", "/tasks/{task}" },
        { "PATCH", "/tasks/{task}" },
        { "POST", "/views" },
        { "PATCH", SomeView },
    };

    [Fact]
    public void Every_documented_endpoint_with_a_body_is_tested()
    {
        var documented = JsonNode.Parse(File.ReadAllText(DocumentTests.GoldenFile()))!["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject()
                .Where(operation => operation.Value!["requestBody"]?["content"]?["application/json"] is not null)
                    .Select(operation => $"{operation.Key} {path.Key}"));

        Endpoints.Select(endpoint =>
            $"{endpoint.Data.Item1.ToLowerInvariant()} "
                + $"/api/v1{endpoint.Data.Item2.Replace("{task}", "{task_id}", StringComparison.Ordinal).Replace(SomeView, "/views/{view_id}", StringComparison.Ordinal)}")
            .ShouldBe(documented, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Invalid_JSON_is_a_validation_error_of_the_body(string method, string path)
    {
        foreach (var body in new[]
        {
            "{",
            "{\"title\": }",
            "{'title': 'x'}",
            "{\"a\": 1,}",
            "title=x",
            "{} {}",
            "{\"\\ud800\": 1}",
            "\0",
            "// no\n{}",
            new string('[', 10_000),
            "\"",
        })
        {
            await ShouldFailAsync(method, path, Encoding.UTF8.GetBytes(body), """{"body": ["is not valid JSON"]}""");
        }
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task Invalid_UTF8_is_a_validation_error(string method, string path)
    {
        byte[] body = [.. "{\"email\": 7, \"title\": \""u8, 0xFF, 0xFE, .. "\"}"u8];

        var answer = await SendAsync(method, path, body);

        (await answer.ReadAsync(HttpStatusCode.BadRequest))["error"]!["code"]!.GetValue<string>().ShouldBe("VALIDATION_ERROR");
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_byte_order_mark_is_ignored(string method, string path)
    {
        await ShouldFailAsync(method, path, Encoding.UTF8.GetBytes("\uFEFF[]"), """{"body": ["must be a JSON object"]}""");
        await ShouldFailAsync(method, path, Encoding.UTF8.GetBytes("\uFEFF"), """{"body": ["a JSON object is required"]}""");
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_JSON_body_that_is_not_an_object_is_refused(string method, string path)
    {
        foreach (var body in new[] { "[]", "[{}]", "null", "7", "\"text\"", "true" })
        {
            await ShouldFailAsync(method, path, Encoding.UTF8.GetBytes(body), """{"body": ["must be a JSON object"]}""");
        }
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_missing_body_of_any_type_is_a_validation_error(string method, string path)
    {
        await ShouldFailAsync(method, path, [], """{"body": ["a JSON object is required"]}""");
        await ShouldFailAsync(method, path, null, """{"body": ["a JSON object is required"]}""");
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_body_has_at_most_one_mebibyte(string method, string path)
    {
        var tooLarge = await SendAsync(method, path, Filled(Mebibyte + 1));
        var largest = await SendAsync(method, path, Filled(Mebibyte));

        await tooLarge.ShouldBeAsync(HttpStatusCode.RequestEntityTooLarge,
            """{"error": {"code": "PAYLOAD_TOO_LARGE", "message": "The request body is too large", "details": {}, "correlation_id": "*"}}""");
        largest.StatusCode.ShouldNotBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_chunked_body_has_the_same_limit(string method, string path)
    {
        var person = await api.PersonAsync();
        using var content = new StreamContent(new MemoryStream(Filled(Mebibyte + 1)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/v1"
            + path.Replace("{task}", await person.TaskAsync(), StringComparison.Ordinal)) { Content = content };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", person.AccessToken);

        (await api.Http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [MemberData(nameof(Endpoints))]
    public async Task A_body_of_another_type_is_refused(string method, string path)
    {
        foreach (var type in new[]
        {
            "text/plain",
            "application/x-www-form-urlencoded",
            "application/xml",
            "multipart/form-data; boundary=b",
            "application/json-seq",
            "application/json; charset=latin1",
            "application/json; charset=utf-16",
        })
        {
            var answer = await SendAsync(method, path, "{}"u8.ToArray(), type);

            await answer.ShouldBeAsync(HttpStatusCode.UnsupportedMediaType,
                """{"error": {"code": "UNSUPPORTED_MEDIA_TYPE", "message": "Send the body with Content-Type: application/json", "details": {}, "correlation_id": "*"}}""");
        }
    }

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("application/json;charset=utf8")]
    [InlineData("application/json; charset=\"UTF8\"")]
    [InlineData("application/json; Charset=\"Utf-8\"")]
    [InlineData("Application/JSON")]
    public async Task Every_notation_of_the_JSON_content_type_is_accepted(string type) =>
        (await SendAsync("POST", "/tasks", """{"title": "x"}"""u8.ToArray(), type)).StatusCode.ShouldBe(HttpStatusCode.Created);

    private async Task ShouldFailAsync(string method, string path, byte[]? body, string details) =>
        await (await SendAsync(method, path, body)).ShouldBeAsync(HttpStatusCode.BadRequest,
            $$"""{"error": {"code": "VALIDATION_ERROR", "message": "The request is not valid", "correlation_id": "*", "details": {{details}} } }""");

    private async Task<HttpResponseMessage> SendAsync(string method, string path, byte[]? body, string type = "application/json")
    {
        var person = await PersonAsync();
        var content = body is null ? null : new ByteArrayContent(body);
        content?.Headers.TryAddWithoutValidation("Content-Type", type);
        return await person.SendAsync(new HttpMethod(method), path.Replace("{task}", task, StringComparison.Ordinal), content);
    }

    private async Task<Person> PersonAsync()
    {
        if (caller is null)
        {
            caller = await api.PersonAsync();
            task = await caller.TaskAsync();
        }

        return caller;
    }

    private static byte[] Filled(int size)
    {
        var body = new byte[size];
        body.AsSpan().Fill((byte)' ');
        "{}"u8.CopyTo(body);
        return body;
    }
}
