using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

public sealed class LogSecretsTests
{
    private const string Marker = "Xylophon";

    [Fact]
    public async Task The_log_contains_no_secrets_and_no_errors()
    {
        await using var api = await Api.StartAsync(settings: ("LOG_LEVEL", "debug"));
        var person = await api.PersonAsync();
        await SendValidRequestsAsync(api, person);
        await SendInvalidRequestsAsync(api, person);

        var log = await api.Service.LogAsync();

        log.ShouldContain("/api/v1/auth/change-password");
        foreach (
            var secret in new[] { Marker, Api.Password, Api.Secret, person.Email, "@example.com", person.AccessToken, person.RefreshToken })
        {
            log.Split('\n').FirstOrDefault(line => line.Contains(secret, StringComparison.OrdinalIgnoreCase)).ShouldBeNull(secret);
        }

        await api.LogShouldHaveNoErrorAsync();
    }

    private static async Task SendValidRequestsAsync(Api api, Person person)
    {
        var id = await person.TaskAsync($$"""{"title": "{{Marker}}", "description": "{{Marker}}", "tags": ["{{Marker}}"]}""");
        await person.PutAsync($"/tasks/{id}", $$"""{"title": "{{Marker}} 2"}""");
        await person.PatchAsync($"/tasks/{id}", $$"""{"description": "{{Marker}} 3"}""");
        await person.GetAsync("/tasks?search=plants");
        await person.DeleteAsync($"/tasks/{id}");
        await api.PostAsync("/auth/refresh", $$"""{"refresh_token": "{{person.RefreshToken}}"}""");
        (await api.PostAsync("/auth/refresh", $$"""{"refresh_token": "{{person.RefreshToken}}"}"""))
            .StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await person.PostAsync(
            "/auth/change-password", $$"""{"current_password": "{{Api.Password}}", "new_password": "{{Marker}} is new"}""");
    }

    private static async Task SendInvalidRequestsAsync(Api api, Person person)
    {
        await api.PostAsync("/auth/register", $$"""{"email": "{{Marker}}", "password": "{{Marker}}", "full_name": 7}""");
        await api.PostAsync("/auth/register", $$"""{"email": "{{person.Email}}", "password": "{{Marker}}"}""");
        await api.PostAsync("/auth/login", $$"""{"email": "{{Marker}}@example.com", "password": "{{Marker}}"}""");
        await api.PostAsync("/auth/login", $$"""{"email": "{{person.Email}}", "password": "{{Marker}}"} {{Marker}}""");
        await api.PostAsync("/auth/refresh", $$"""{"refresh_token": "{{Marker}}"}""");
        await person.PostAsync("/tasks", $$"""["{{Marker}}"]""");
        await person.PostAsync("/tasks", $$"""{"title": "{{Marker}}\u0000", "due_date": "{{Marker}}", "status": "{{Marker}}"}""");
        await person.SendAsync(HttpMethod.Post, "/tasks", new StringContent(Marker));
        await person.SendAsync(HttpMethod.Post, "/tasks", JsonAssertions.Json(Marker + new string(' ', 1024 * 1024)));
        await person.GetAsync("/tasks?sort=nothing&owner=nobody");
    }
}
