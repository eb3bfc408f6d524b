using System.Diagnostics;
using System.Net;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.Command;

public sealed class ServeTests
{
    [Fact]
    public async Task A_single_service_runs_from_its_variables_and_exits_0()
    {
        var port = FreePort.Take();
        await using var tracker = TrackerProcess.Start(
            new Dictionary<string, string>
            {
                ["DATABASE_URL"] = await TestPostgres.CreateDatabaseAsync(),
                ["JWT_SECRET_KEY"] = "a secret of thirty-two bytes or more",
                ["PORT"] = $"{port}",
                ["HOST"] = "127.0.0.1",
            },
            "serve", "task-tracker/api");

        await Soon.BecomesAsync(() => StatusAsync($"http://127.0.0.1:{port}/health/ready"), status => status == HttpStatusCode.OK);
        TrackerProcess.Signal(tracker.Id, "TERM");

        (await tracker.ExitCodeAsync(TrackerProcess.StopPatience)).ShouldBe(0);
        tracker.Output.ShouldAllBe(line => line.StartsWith('{'));
    }

    private static async Task<HttpStatusCode?> StatusAsync(string url)
    {
        using var client = new HttpClient();
        for (var waited = Stopwatch.StartNew(); waited.Elapsed < TrackerProcess.Patience; await Task.Delay(20))
        {
            try
            {
                using var answer = await client.GetAsync(new Uri(url));
                return answer.StatusCode;
            }
            catch (HttpRequestException)
            {
                // The service does not listen yet.
            }
        }

        return null;
    }
}
