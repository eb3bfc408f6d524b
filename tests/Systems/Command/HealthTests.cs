using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Shouldly;
using Tracker.Tests.TestKit;

namespace Tracker.Tests.Systems.Command;

public sealed class HealthTests
{
    [Theory]
    [InlineData("/health/ready", 0, "200 {\"status\":\"ok\"")]
    [InlineData("/nowhere", 1, "404 ")]
    public async Task The_command_prints_the_answer_and_exits_with_its_success(string path, int exitCode, string answer)
    {
        await using var data = await DataFolderFixture.UsedAsync();
        await using var tracker = data.Up();
        await tracker.ReadyAsync();

        var (code, output, _) = await AskAsync($"http://127.0.0.1:{data.Port}{path}");

        output.ShouldStartWith(answer);
        code.ShouldBe(exitCode);
    }

    [Fact]
    public async Task A_refused_connection_is_reported()
    {
        var (code, _, errors) = await AskAsync($"http://127.0.0.1:{FreePort.Take()}/");

        errors.ShouldContain("does not answer: Connection refused");
        code.ShouldBe(1);
    }

    [Fact]
    public async Task A_silent_server_is_reported_after_three_seconds()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var waited = Stopwatch.StartNew();

        var (code, _, errors) = await AskAsync($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/");

        errors.ShouldContain("did not answer within 3 s.");
        waited.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(3));
        code.ShouldBe(1);
    }

    private static Task<(int ExitCode, string Output, string Errors)> AskAsync(string url) =>
        TrackerProcess.RunAsync(new Dictionary<string, string>(), "", "health", url);
}
