using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>Access tokens at the protected endpoints (document 002 §4.2).</summary>
public sealed class TokenTests(Api api) : IClassFixture<Api>
{
    private const string NotAuthenticated =
        """{"error": {"code": "NOT_AUTHENTICATED", "message": "Not authenticated", "details": {}, "correlation_id": "*"}}""";
    private const string SomeView = "/api/v1/views/0199c2f4-b1d0-7cc0-9c1d-0ac0b7d3f8aa";
    private const string SomeTask = "/api/v1/tasks/0199c2f4-b1d0-7cc0-9c1d-0ac0b7d3f8aa";

    private const string SomeAttachment = "/api/v1/attachments/0199c2f4-b1d0-7cc0-9c1d-0ac0b7d3f8aa";

    /// <summary>Every protected endpoint.</summary>
    public static TheoryData<string, string> Doors { get; } = new()
    {
        { "GET", "/api/v1/auth/me" },
        { "POST", "/api/v1/auth/change-password" },
        { "GET", "/api/v1/tasks" },
        { "POST", "/api/v1/tasks" },
        { "POST", "/api/v1/tasks/bulk" },
        { "GET", SomeTask },
        { "PUT", SomeTask },
        { "PATCH", SomeTask },
        { "DELETE", SomeTask },
        { "GET", SomeTask + "/attachments" },
        { "POST", SomeTask + "/attachments" },
        { "GET", SomeAttachment + "/download" },
        { "DELETE", SomeAttachment },
        { "GET", "/api/v1/tags" },
        { "GET", "/api/v1/audit-events" },
        { "GET", "/api/v1/events" },
        { "GET", "/api/v1/views" },
        { "POST", "/api/v1/views" },
        { "PATCH", SomeView },
        { "DELETE", SomeView },
    };

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Every_protected_endpoint_requires_a_token(string method, string path) =>
        await ShouldBeRefusedAsync(method, path, null);

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Every_endpoint_refuses_the_token_of_a_deactivated_user(string method, string path)
    {
        var person = await api.PersonAsync();
        await api.ExecuteAsync("update users set is_active = false where id = $1", person.Id);

        await ShouldBeRefusedAsync(method, path, "Bearer " + person.AccessToken);
    }

    [Fact]
    public void Every_documented_protected_endpoint_is_tested()
    {
        var documented = JsonNode.Parse(File.ReadAllText(DocumentTests.GoldenFile()))!["paths"]!.AsObject()
            .SelectMany(path => path.Value!.AsObject()
                .Where(operation => operation.Value!["security"] is not null).Select(operation => $"{operation.Key} {path.Key}"));

        Doors.Select(door => $"{door.Data.Item1.ToLowerInvariant()} {Template(door.Data.Item2)}").ShouldBe(documented, ignoreOrder: true);
    }

    [Fact]
    public async Task A_token_made_by_the_contract_is_accepted()
    {
        var person = await api.PersonAsync();

        (await CallAsync("GET", "/api/v1/auth/me", "Bearer " + TokenForge.Sign(TokenForge.Claims(person.Id))))
            .StatusCode.ShouldBe(HttpStatusCode.OK);
        (await CallAsync("GET", "/api/v1/auth/me", "bearer " + person.AccessToken)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("expired")]
    [InlineData("expires this second")]
    [InlineData("no exp")]
    [InlineData("exp of text")]
    [InlineData("alg none, unsigned")]
    [InlineData("alg none, signed")]
    [InlineData("alg HS512")]
    [InlineData("other key")]
    [InlineData("tampered payload")]
    [InlineData("tampered signature")]
    [InlineData("cut short")]
    [InlineData("missing user")]
    [InlineData("subject is no id")]
    [InlineData("issued in the future")]
    public async Task A_forged_or_expired_token_is_refused(string how)
    {
        var person = await api.PersonAsync();

        await ShouldBeRefusedAsync("GET", "/api/v1/auth/me", "Bearer " + Forge(how, person));
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer not.a.token")]
    [InlineData("Bearer ...")]
    [InlineData("Basic YWRhOnBhc3N3b3Jk")]
    [InlineData("{token}")]
    [InlineData("Token {token}")]
    [InlineData("Bearer {token} {token}")]
    public async Task A_malformed_authorization_header_is_refused(string authorization)
    {
        var person = await api.PersonAsync();

        await ShouldBeRefusedAsync(
            "GET", "/api/v1/auth/me", authorization.Replace("{token}", person.AccessToken, StringComparison.Ordinal));
    }

    private static string Template(string path) =>
        path.Replace(SomeTask, "/api/v1/tasks/{task_id}", StringComparison.Ordinal)
            .Replace(SomeAttachment, "/api/v1/attachments/{attachment_id}", StringComparison.Ordinal).Replace(SomeView, "/api/v1/views/{view_id}", StringComparison.Ordinal);

    private static string Forge(string how, Person person)
    {
        var (good, claims) = (person.AccessToken, TokenForge.Claims(person.Id));
        var parts = good.Split('.');
        return how switch
        {
            "expired" => TokenForge.Sign(TokenForge.Claims(person.Id, -1)),
            "expires this second" => TokenForge.Sign(TokenForge.Claims(person.Id, 0)),
            "no exp" => TokenForge.Sign($$"""{"sub":"{{person.Id}}"}"""),
            "exp of text" => TokenForge.Sign($$"""{"sub":"{{person.Id}}","exp":"9999999999"}"""),
            "alg none, unsigned" => $"{TokenForge.Encode("""{"alg":"none","typ":"JWT"}""")}.{TokenForge.Encode(claims)}.",
            "alg none, signed" => TokenForge.Sign(claims, """{"alg":"none","typ":"JWT"}"""),
            "alg HS512" => TokenForge.Sign(claims, """{"alg":"HS512","typ":"JWT"}"""),
            "other key" => TokenForge.Sign(claims, key: "another-secret-that-nobody-gave-us-0123456789"),
            "tampered payload" => $"{parts[0]}.{TokenForge.Encode(claims)}.{parts[2]}",
            "tampered signature" => $"{parts[0]}.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}",
            "cut short" => good[..^1],
            "missing user" => TokenForge.Sign(TokenForge.Claims(Guid.NewGuid())),
            "subject is no id" => TokenForge.Sign(claims.Replace(person.Id.ToString(), "admin", StringComparison.Ordinal)),
            "issued in the future" => TokenForge.Sign(
                $$"""{"sub":"{{person.Id}}","iat":{{DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 60}},"exp":{{DateTimeOffset.UtcNow.ToUnixTimeSeconds() + 600}}}"""),
            _ => throw new ArgumentOutOfRangeException(nameof(how), how, "Unknown forgery"),
        };
    }

    private async Task ShouldBeRefusedAsync(string method, string path, string? authorization)
    {
        var answer = await CallAsync(method, path, authorization);

        await answer.ShouldBeAsync(HttpStatusCode.Unauthorized, NotAuthenticated);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    private Task<HttpResponseMessage> CallAsync(string method, string path, string? authorization)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        if (path.EndsWith("attachments", StringComparison.Ordinal) && method == "POST")
        {
            request.Content = new MultipartFormDataContent { { new StringContent("text"), "file", "file.txt" } };
        }
        else if (method is "POST" or "PUT" or "PATCH")
        {
            request.Content = JsonAssertions.Json("{}");
        }

        return api.Http.SendAsync(request);
    }
}
