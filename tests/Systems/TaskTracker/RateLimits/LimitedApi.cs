using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Shouldly;
using Tracker.Systems.TaskTracker;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.TaskTracker.RateLimits;

/// <summary>
/// An instance of <c>api</c> with limits. Requests come from the local machine, a trusted proxy by default, so a test can choose the client
/// address.
/// </summary>
internal sealed partial class LimitedApi(TestService service) : IAsyncDisposable
{
    private static int addresses;

    public static async Task<LimitedApi> StartAsync(
        int perMinute, string? databaseUrl = null, params (string Name, string Value)[] settings)
    {
        var variables = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        variables["DATABASE_URL"] = databaseUrl ?? await TestPostgres.CreateDatabaseAsync();
        variables["JWT_SECRET_KEY"] = "a-signing-secret-of-the-tests-0123456789";
        variables["RATE_LIMIT_PER_MINUTE"] = perMinute.ToString(CultureInfo.InvariantCulture);
        return new LimitedApi(await TestService.StartAsync(TaskTrackerSystem.Definition, "api", variables));
    }

    /// <summary>The access token of a new user, who registers and logs in from a separate address.</summary>
    public async Task<string> TokenAsync()
    {
        var from = string.Create(CultureInfo.InvariantCulture, $"198.51.100.{Interlocked.Increment(ref addresses)}");
        var person = $$"""{"email": "{{Guid.NewGuid():N}}@example.com", "password": "correct horse battery"}""";
        await (await SendAsync(HttpMethod.Post, "/api/v1/auth/register", json: person, from: from)).ReadAsync(HttpStatusCode.Created);
        return (await (await SendAsync(HttpMethod.Post, "/api/v1/auth/login", json: person, from: from))
            .ReadAsync())["access_token"]!.GetValue<string>();
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? token = null, string? from = null) =>
        SendAsync(HttpMethod.Get, path, token, from: from);

    public async Task<HttpResponseMessage> SendAsync(
        HttpMethod method, string path, string? token = null, string? json = null, string? from = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = json is null ? null : JsonAssertions.Json(json) };
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        if (from is not null)
        {
            request.Headers.Add("X-Forwarded-For", from);
        }

        return await service.Http.SendAsync(request);
    }

    /// <summary>The value of a metric without labels.</summary>
    public async Task<double> MetricAsync(string name)
    {
        var sample = SampleLine().Matches(await service.Http.GetStringAsync("/metrics")).Single(line => line.Groups["name"].Value == name);
        return double.Parse(sample.Groups["value"].Value, CultureInfo.InvariantCulture);
    }

    /// <summary>The number of log lines of this level.</summary>
    public async Task<int> LoggedAsync(string level) =>
        (await service.LogAsync()).Split('\n').Count(line => line.Contains($"\"level\":\"{level}\"", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        (await LoggedAsync("error")).ShouldBe(0);
        await service.DisposeAsync();
    }

    [GeneratedRegex(@"^(?<name>\w+) (?<value>\S+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex SampleLine();
}

/// <summary>The limit headers of an answer.</summary>
internal static class RateLimitAnswer
{
    public static string Limit(this HttpResponseMessage answer) => answer.Headers.GetValues("X-RateLimit-Limit").Single();

    public static string Remaining(this HttpResponseMessage answer) => answer.Headers.GetValues("X-RateLimit-Remaining").Single();

    public static bool IsLimited(this HttpResponseMessage answer) => answer.Headers.Contains("X-RateLimit-Limit");
}
