using System.Net;
using System.Net.Sockets;
using Shouldly;

namespace Tracker.Tests.Systems.Command;

public sealed class FrontendTests
{
    [Fact]
    public async Task Up_serves_the_front_end_with_the_api_behind_it()
    {
        await using var data = await DataFolderFixture.UsedAsync();
        await using var tracker = data.Up();
        await tracker.ReadyAsync();
        using var site = data.Http("frontend");

        (await site.GetStringAsync("/tasks")).ShouldContain("csp-nonce");
        (await site.GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        using var answer = await site.GetAsync("/api/v1/tasks");

        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        tracker.Errors.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_a_built_front_end_up_starts_the_rest()
    {
        await using var data = await DataFolderFixture.UsedAsync();
        var nowhere = Path.Combine(data.Root, "nowhere");
        data.Variables["FRONTEND_FOLDER"] = nowhere;
        // A port that only the frontend would use may be taken.
        using var other = new TcpListener(IPAddress.Loopback, new Uri(data.UrlOf("frontend")).Port);
        other.Start();
        await using var tracker = data.Up();
        await tracker.ReadyAsync();

        tracker.Output.Where(line => !line.StartsWith('{')).ShouldBe(
            [$"ready task-tracker api={data.UrlOf("api")} worker={data.UrlOf("worker")}"]);
        tracker.Errors.ShouldBe($"frontend does not start: FRONTEND_FOLDER: there is no built front end in {nowhere}");
    }

    [Fact]
    public async Task A_taken_port_of_the_frontend_is_reported()
    {
        await using var data = new DataFolderFixture();
        var port = new Uri(data.UrlOf("frontend")).Port;
        using var other = new TcpListener(IPAddress.Loopback, port);
        other.Start();

        var (code, output, errors) = await TrackerProcess.RunAsync(data.Variables, "", "up");

        code.ShouldBe(1);
        output.ShouldBeEmpty();
        errors.ShouldBe(
            $"tracker: Port {port} of frontend is used by another process. Stop that process, or set FRONTEND_PORT to a free port.");
    }

    [Fact]
    public async Task Serve_refuses_to_start_without_a_built_front_end()
    {
        var (code, output, errors) = await TrackerProcess.RunAsync(
            new Dictionary<string, string> { ["API_URL"] = "http://127.0.0.1:9", ["FRONTEND_FOLDER"] = "/nowhere" },
            "", "serve", "task-tracker/frontend");

        code.ShouldBe(2);
        output.ShouldBeEmpty();
        errors.ShouldContain("FRONTEND_FOLDER: there is no built front end in /nowhere");
    }
}
