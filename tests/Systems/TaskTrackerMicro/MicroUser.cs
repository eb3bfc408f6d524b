using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTrackerMicro;

/// <summary>A user with a token.</summary>
public sealed class MicroUser(Micro micro, long id, string name, string token)
{
    public long Id => id;

    public string Name => name;

    public string Token => token;

    public Task<HttpResponseMessage> GetAsync(string path) => SendAsync(HttpMethod.Get, path);

    public Task<HttpResponseMessage> PostAsync(string path, string json) => SendAsync(HttpMethod.Post, path, JsonAssertions.Json(json));

    public Task<HttpResponseMessage> PutAsync(string path, string json) => SendAsync(HttpMethod.Put, path, JsonAssertions.Json(json));

    public Task<HttpResponseMessage> PatchAsync(string path) => SendAsync(HttpMethod.Patch, path);

    public Task<HttpResponseMessage> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    /// <summary>Creates a task and returns it.</summary>
    public async Task<JsonNode> CreateAsync(string json = """{"title": "Water the plants"}""") =>
        await (await PostAsync("/tasks/", json)).ReadAsync(HttpStatusCode.Created);

    /// <summary>Creates a task and returns its id.</summary>
    public async Task<long> TaskAsync(string json = """{"title": "Water the plants"}""") =>
        (await CreateAsync(json))["id"]!.GetValue<long>();

    public Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null) =>
        micro.SendAsync(new HttpRequestMessage(method, "/api/v1" + path)
        {
            // The request waits for 100 Continue: a body that is too large is refused before it is sent, and the refusal can be read.
            Headers =
            {
                Authorization = new AuthenticationHeaderValue("Bearer", token),
                ExpectContinue = content?.Headers.ContentLength > 1024 * 1024 ? true : null,
            },
            Content = content,
        });
}
