using System.Net;
using System.Net.Http.Headers;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskManager;

/// <summary>A user with a token, who sends requests through the gateway.</summary>
public sealed class DeskUser(Desk desk, long id, string name, string token)
{
    public long Id => id;

    public string Name => name;

    public string Email => name + "@example.com";

    public string Token => token;

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<HttpResponseMessage> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, JsonAssertions.Json(json));

    public Task<HttpResponseMessage> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, JsonAssertions.Json(json));

    public Task<HttpResponseMessage> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>Creates a task and returns its id.</summary>
    public async Task<long> TaskAsync(string json = """{"title": "Water the plants"}""") =>
        (await (await PostAsync("/tasks/", json)).ReadAsync(HttpStatusCode.Created))["id"]!.GetValue<long>();

    /// <summary>The titles of the listed tasks.</summary>
    public async Task<string[]> TitlesAsync(string query = "") =>
        [.. (await (await GetAsync("/tasks/" + query)).ReadAsync()).AsArray().Select(task => task!["title"]!.GetValue<string>())];

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null) =>
        desk.SendAsync(new HttpRequestMessage(method, path)
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
            Content = content,
        });

    public Task<HttpResponseMessage> SendAsync(string service, HttpMethod method, string path) =>
        desk.Http(service).SendAsync(new HttpRequestMessage(method, path)
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        });
}
