using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker;

/// <summary>A user of the API with a session.</summary>
public sealed class Person(Api api, Guid id, string email)
{
    public Guid Id => id;

    public string Email => email;

    public string AccessToken { get; private set; } = "";

    public string RefreshToken { get; private set; } = "";

    public async Task LogInAsync(string password = Api.Password)
    {
        var session = await (await api.PostAsync("/auth/login", $$"""{"email": "{{email}}", "password": "{{password}}"}""")).ReadAsync();
        AccessToken = session["access_token"]!.GetValue<string>();
        RefreshToken = session["refresh_token"]!.GetValue<string>();
    }

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<HttpResponseMessage> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, json);

    public Task<HttpResponseMessage> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, json);

    public Task<HttpResponseMessage> PatchAsync(string path, string json) => SendAsync(HttpMethod.Patch, path, json);

    public Task<HttpResponseMessage> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>Creates a task and returns its id.</summary>
    public async Task<string> TaskAsync(string json = """{"title": "Water the plants"}""") =>
        (await CreateAsync(json))["id"]!.GetValue<string>();

    /// <summary>Creates a task and returns it.</summary>
    public async Task<JsonNode> CreateAsync(string json) => await (await PostAsync("/tasks", json)).ReadAsync(HttpStatusCode.Created);

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json = null) =>
        SendAsync(method, path, json is null ? null : JsonAssertions.Json(json));

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string? json, (string Name, string Value) header)
    {
        var request = Request(method, path, json is null ? null : JsonAssertions.Json(json));
        request.Headers.TryAddWithoutValidation(header.Name, header.Value);
        return api.Http.SendAsync(request);
    }

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content) =>
        api.Http.SendAsync(Request(method, path, content));

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content) => new(method, "/api/v1" + path)
    {
        // The request waits for 100 Continue: a body that is too large is refused before it is sent, and the refusal can be read.
        Headers = { Authorization = new AuthenticationHeaderValue(
            "Bearer", AccessToken), ExpectContinue = content?.Headers.ContentLength > 1024 * 1024 ? true : null },
        Content = content,
    };
}
