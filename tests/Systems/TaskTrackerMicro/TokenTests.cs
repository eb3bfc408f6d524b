using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerMicro;

/// <summary>Document 001, "Authentication Flow": each service validates tokens independently.</summary>
public sealed class TokenTests(Micro micro) : IClassFixture<Micro>
{
    /// <summary>Every protected endpoint.</summary>
    public static TheoryData<string, string> Doors { get; } = new()
    {
        { "GET", "/api/v1/auth/me" },
        { "GET", "/api/v1/tasks" },
        { "POST", "/api/v1/tasks" },
        { "GET", "/api/v1/tasks/stats" },
        { "GET", "/api/v1/tasks/{task_id}" },
        { "PUT", "/api/v1/tasks/{task_id}" },
        { "DELETE", "/api/v1/tasks/{task_id}" },
        { "PATCH", "/api/v1/tasks/{task_id}/complete" },
        { "PATCH", "/api/v1/tasks/{task_id}/incomplete" },
        { "GET", "/api/v1/stats" },
    };

    /// <summary>One protected endpoint of each service.</summary>
    public static TheoryData<string> Services { get; } = new("/api/v1/auth/me", "/api/v1/tasks", "/api/v1/stats");

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task Every_protected_endpoint_requires_a_token(string method, string path) =>
        await ShouldBeRefusedAsync(method, path, null);

    [Fact]
    public async Task Every_documented_protected_endpoint_is_tested()
    {
        var documented = new List<string>();
        foreach (var service in new[] { "user-service", "task-service", "stats-service" })
        {
            documented.AddRange(JsonNode.Parse(await micro.DocumentAsync(service))!["paths"]!.AsObject()
                .SelectMany(path => path.Value!.AsObject()
                    .Where(operation => operation.Value!["security"] is not null)
                    .Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}")));
        }

        Doors.Select(door => $"{door.Data.Item1} {door.Data.Item2}").ShouldBe(documented, ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task A_forged_or_expired_token_is_refused(string path)
    {
        var user = await micro.UserAsync();
        var (good, claims) = (user.Token, TokenForge.Claims($"\"{user.Id}\""));
        var parts = good.Split('.');
        foreach (var token in new[]
        {
            TokenForge.Sign(TokenForge.Claims($"\"{user.Id}\"", -1)),
            TokenForge.Sign(TokenForge.Claims($"\"{user.Id}\"", 0)),
            TokenForge.Sign($$"""{"sub":"{{user.Id}}"}"""),
            TokenForge.Sign($$"""{"sub":"{{user.Id}}","exp":"9999999999"}"""),
            $"{TokenForge.Encode("""{"alg":"none","typ":"JWT"}""")}.{TokenForge.Encode(claims)}.",
            TokenForge.Sign(claims, """{"alg":"none","typ":"JWT"}"""),
            TokenForge.Sign(claims, """{"alg":"HS512","typ":"JWT"}"""),
            TokenForge.Sign(claims, key: "another-secret-that-nobody-gave-us-0123456789"),
            $"{parts[0]}.{TokenForge.Encode(claims)}.{parts[2]}",
            good[..^1],
            TokenForge.Sign(TokenForge.Claims("\"admin\"")),
            TokenForge.Sign(TokenForge.Claims("\"-1\"")),
            TokenForge.Sign(TokenForge.Claims("\"1.0\"")),
            TokenForge.Sign(TokenForge.Claims("\"99999999999999999999\"")),
            TokenForge.Sign(TokenForge.Claims("\"\"")),
            TokenForge.Sign(TokenForge.Claims($"{user.Id}")),
            TokenForge.Sign($$"""{"sub":"{{user.Id}}","role":"service","exp":9999999999}"""),
        })
        {
            await ShouldBeRefusedAsync("GET", path, "Bearer " + token);
        }
    }

    [Theory]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer not.a.token")]
    [InlineData("Basic YWRhOnBhc3N3b3Jk")]
    [InlineData("{token}")]
    [InlineData("Bearer {token} {token}")]
    public async Task A_malformed_authorization_header_is_refused(string authorization)
    {
        var user = await micro.UserAsync();

        foreach (var path in Services)
        {
            await ShouldBeRefusedAsync("GET", path.Data, authorization.Replace("{token}", user.Token, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_token_made_by_the_contract_is_accepted()
    {
        var user = await micro.UserAsync();

        foreach (var path in Services)
        {
            (await CallAsync("GET", path.Data, "Bearer " + TokenForge.Sign(TokenForge.Claims($"\"{user.Id}\""))))
                .StatusCode.ShouldBe(HttpStatusCode.OK);
            (await CallAsync("GET", path.Data, "bearer " + user.Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    [Fact]
    public async Task Only_user_service_knows_that_a_user_was_removed()
    {
        var authorization = "Bearer " + TokenForge.Sign(TokenForge.Claims("\"9000000000\""));

        await ShouldBeRefusedAsync("GET", "/api/v1/auth/me", authorization);
        (await CallAsync("GET", "/api/v1/tasks", authorization)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task ShouldBeRefusedAsync(string method, string path, string? authorization)
    {
        var answer = await CallAsync(method, path, authorization);

        await answer.ShouldBeAsync(HttpStatusCode.Unauthorized, Refusal.NotAuthenticated);
        answer.Headers.WwwAuthenticate.ToString().ShouldBe("Bearer");
    }

    private Task<HttpResponseMessage> CallAsync(string method, string path, string? authorization)
    {
        var request = new HttpRequestMessage(new HttpMethod(method), path.Replace("{task_id}", "1", StringComparison.Ordinal))
        {
            Content = method is "POST" or "PUT" ? JsonAssertions.Json("{}") : null,
        };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return micro.SendAsync(request);
    }
}
