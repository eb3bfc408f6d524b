using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Tracker.Tests.TestKit;

namespace Tracker.Bench.Load.TaskTrackerOrders;

/// <summary>All services in the process of <c>up</c>: the time of a warm start, and the memory after each kind of request.</summary>
internal static class OneProcess
{
    private const string Account = """{"email": "ada@example.com", "password": "S3cur3P@ss", "name": "Ada"}""";

    public static async Task MeasureAsync(Results results, CancellationToken ct)
    {
        var data = Directory.CreateTempSubdirectory("tracker-orders-up-");
        data.UnixFileMode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        var ports = new[] { FreePort.Take(), FreePort.Take(), FreePort.Take() };
        var variables = new Dictionary<string, string>
        {
            ["TRACKER_DATA"] = data.FullName,
            ["AUTH_SERVICE_PORT"] = $"{ports[0]}",
            ["ORDER_SERVICE_PORT"] = $"{ports[1]}",
            ["NOTIFICATION_SERVICE_PORT"] = $"{ports[2]}",
        };
        try
        {
            await using var server = await ServerProcess.StartOnExistingDataAsync("tasktracker-orders", variables, ct);
            results.Limit(
                "start-up, warm build and existing cluster",
                $"{server.StartedIn.TotalSeconds:0.00} s",
                "<= 2 s",
                server.StartedIn <= TimeSpan.FromSeconds(2));
            await WalkAsync(ports, ct);
            var megabytes = await server.ResidentBytesAsync(ct) / 1e6;
            results.Limit("resident memory after each kind of request", $"{megabytes:0} MB", "<= 150 MB", megabytes <= 150);
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task WalkAsync(int[] ports, CancellationToken ct)
    {
        using var http = new HttpClient();
        var (auth, orders, notes) = ($"http://127.0.0.1:{ports[0]}", $"http://127.0.0.1:{ports[1]}", $"http://127.0.0.1:{ports[2]}");
        await SendAsync(HttpMethod.Post, $"{auth}/register", Account);
        var session = await SendAsync(HttpMethod.Post, $"{auth}/login", Account);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", $"{session["access_token"]}");
        await SendAsync(HttpMethod.Post, $"{auth}/refresh", $$"""{"refresh_token": "{{session["refresh_token"]}}"}""");
        var me = await SendAsync(HttpMethod.Get, $"{auth}/users/me");
        var order = await SendAsync(
            HttpMethod.Post, $"{orders}/orders", """{"items": [{"product_id": "A-1", "quantity": 2, "price": 9.99}]}""");
        await SendAsync(HttpMethod.Get, $"{orders}/orders/{order["id"]}");
        foreach (var status in new[] { "confirmed", "shipped", "delivered" })
        {
            await SendAsync(HttpMethod.Put, $"{orders}/orders/{order["id"]}", $$"""{"status": "{{status}}"}""");
        }

        foreach (var type in new[] { "email", "in_app", "sms" })
        {
            await SendAsync(
                HttpMethod.Post, $"{notes}/notify", $$"""{"user_id": "{{me["id"]}}", "type": "{{type}}", "subject": "Hello", "body": "Welcome"}""");
        }

        // Deliveries end before the memory is read.
        while ((await SendAsync(HttpMethod.Get, $"{notes}/notifications")).AsArray().Any(one => $"{one!["status"]}" == "pending"))
        {
            await Task.Delay(100, ct);
        }

        foreach (var service in new[] { auth, orders, notes })
        {
            await http.GetStringAsync($"{service}/health", ct);
            await http.GetStringAsync($"{service}/metrics", ct);
            await http.GetStringAsync($"{service}/openapi.json", ct);
        }

        async Task<JsonNode> SendAsync(HttpMethod method, string address, string? json = null)
        {
            using var request = new HttpRequestMessage(method, address)
            {
                Content = json is null ? null : JsonAssertions.Json(json),
            };
            using var answer = await http.SendAsync(request, ct);
            answer.EnsureSuccessStatusCode();
            return (await answer.Content.ReadFromJsonAsync<JsonNode>(ct))!;
        }
    }
}
