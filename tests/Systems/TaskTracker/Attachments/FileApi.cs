using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Tracker.Systems.TaskTracker;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.Attachments;

/// <summary>The <c>api</c> of task-tracker with its own database and file storage, and its users.</summary>
public sealed class FileApi : IAsyncDisposable
{
    private const string Password = "correct horse battery";
    private readonly TestService service;
    private int users;

    private FileApi(TestService service, string folder) => (this.service, Folder) = (service, folder);

    public string Folder { get; }

    /// <summary>The files in the data folder, complete or not.</summary>
    public string[] Files => Directory.GetFiles(Folder, "*", SearchOption.AllDirectories);

    public static async Task<FileApi> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var folder = Directory.CreateTempSubdirectory("tracker-test-data-").FullName;
        var all = new Dictionary<string, string>(settings ?? new Dictionary<string, string>())
        {
            ["DATABASE_URL"] = await TestPostgres.CreateDatabaseAsync(),
            ["JWT_SECRET_KEY"] = "a-signing-secret-of-the-tests-0123456789",
            ["TRACKER_DATA"] = folder,
        };
        return new FileApi(await TestService.StartAsync(TaskTrackerSystem.Definition, "api", all), folder);
    }

    public HttpClient Http => service.Http;

    public Task<string> LogAsync() => service.LogAsync();

    /// <summary>A new user, logged in.</summary>
    public async Task<FileUser> UserAsync()
    {
        var email = $"user{Interlocked.Increment(ref users)}@example.com";
        var account = JsonAssertions.Json($$"""{"email": "{{email}}", "password": "{{Password}}"}""");
        await (await service.Http.PostAsync("/api/v1/auth/register", account)).ReadAsync(HttpStatusCode.Created);
        var session = await (await service.Http.PostAsync(
            "/api/v1/auth/login", JsonAssertions.Json($$"""{"email": "{{email}}", "password": "{{Password}}"}"""))).ReadAsync();
        return new FileUser(service.Http, session["access_token"]!.GetValue<string>());
    }

    public async ValueTask DisposeAsync()
    {
        await service.DisposeAsync();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>A user with a session.</summary>
public sealed class FileUser(HttpClient http, string token)
{
    public Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, HttpContent? content = null, Action<HttpRequestHeaders>? headers = null)
    {
        var request = new HttpRequestMessage(method, "/api/v1" + path) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        headers?.Invoke(request.Headers);
        return http.SendAsync(request);
    }

    public Task<HttpResponseMessage> GetAsync(string path, Action<HttpRequestHeaders>? headers = null) =>
        SendAsync(HttpMethod.Get, path, headers: headers);

    public Task<HttpResponseMessage> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path);

    public async Task<string> TaskAsync() =>
        (await (await SendAsync(HttpMethod.Post, "/tasks", JsonAssertions.Json("""{"title": "Water the plants"}""")))
            .ReadAsync(HttpStatusCode.Created))["id"]!.GetValue<string>();

    /// <summary>Uploads like a browser, with the given headers of the file.</summary>
    public Task<HttpResponseMessage> UploadAsync(
        string task, byte[] bytes, string disposition = "name=\"file\"; filename=\"notes.txt\"", string type = "text/plain")
    {
        var file = new ByteArrayContent(bytes);
        file.Headers.TryAddWithoutValidation("Content-Disposition", "form-data; " + disposition);
        file.Headers.TryAddWithoutValidation("Content-Type", type);
        return SendAsync(HttpMethod.Post, $"/tasks/{task}/attachments", new MultipartFormDataContent { file });
    }

    /// <summary>Uploads a body written byte by byte.</summary>
    public Task<HttpResponseMessage> UploadRawAsync(string task, string body, string contentType = "multipart/form-data; boundary=x")
    {
        var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", contentType);
        return SendAsync(HttpMethod.Post, $"/tasks/{task}/attachments", content);
    }

    /// <summary>Uploads a file and returns the id of its attachment.</summary>
    public async Task<string> AttachAsync(
        string task, byte[] bytes, string disposition = "name=\"file\"; filename=\"notes.txt\"", string type = "text/plain") =>
        (await (await UploadAsync(task, bytes, disposition, type)).ReadAsync(HttpStatusCode.Created))["id"]!.GetValue<string>();

    public Task<HttpResponseMessage> DownloadAsync(string attachment, Action<HttpRequestHeaders>? headers = null) =>
        GetAsync($"/attachments/{attachment}/download", headers);

    public async Task<JsonNode> ListAsync(string task) => await (await GetAsync($"/tasks/{task}/attachments")).ReadAsync();
}
