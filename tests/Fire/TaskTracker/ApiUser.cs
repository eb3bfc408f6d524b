using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Tracker.Fire.TaskTracker;

/// <summary>A user of the API with a session.</summary>
internal sealed class ApiUser : IDisposable
{
    private readonly HttpClient http;

    private ApiUser(HttpClient http) => this.http = http;

    public static async Task<ApiUser> RegisterAsync(Uri url)
    {
        var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 })
        {
            BaseAddress = new Uri(url, "/api/v1/"),
            Timeout = TimeSpan.FromMinutes(2),
        };
        const string account = """{"email": "fire@example.com", "password": "password1"}""";
        (await http.PostAsync("auth/register", Json(account))).EnsureSuccessStatusCode();
        var session = await ReadAsync(await http.PostAsync("auth/login", Json(account)));
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", session["access_token"]!.GetValue<string>());
        return new ApiUser(http);
    }

    public async Task<string> CreateTaskAsync() => Id(await ReadAsync(await http.PostAsync("tasks", Json("""{"title": "under fire"}"""))));

    /// <summary>Uploads a file and returns the id of the attachment once it is acknowledged.</summary>
    public async Task<string> UploadAsync(string task, byte[] bytes)
    {
        using var file = new ByteArrayContent(bytes);
        using var form = new MultipartFormDataContent { { file, "file", "fire.bin" } };
        using var answer = await http.PostAsync($"tasks/{task}/attachments", form);
        return Id(await ReadAsync(answer));
    }

    public async Task<byte[]> DownloadAsync(string attachment) =>
        await http.GetByteArrayAsync(new Uri($"attachments/{attachment}/download", UriKind.Relative));

    /// <summary>Downloads and discards the content.</summary>
    public Task DrainAsync(string attachment) => Drain.GetAsync(http, $"attachments/{attachment}/download");

    public async Task DeleteAsync(string attachment)
    {
        using var answer = await http.DeleteAsync(new Uri($"attachments/{attachment}", UriKind.Relative));
        // Not found: an earlier attempt succeeded and only its answer was lost.
        if (answer.StatusCode != HttpStatusCode.NotFound)
        {
            answer.EnsureSuccessStatusCode();
        }
    }

    public void Dispose() => http.Dispose();

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    private static string Id(JsonNode body) => body["id"]!.GetValue<string>();

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
}

internal static class Drain
{
    public static async Task GetAsync(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(new Uri(path, UriKind.Relative), HttpCompletionOption.ResponseHeadersRead);
        await using var content = await answer.EnsureSuccessStatusCode().Content.ReadAsStreamAsync();
        await content.CopyToAsync(Stream.Null, 64 * 1024);
    }
}
