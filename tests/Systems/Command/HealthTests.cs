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
    public async Task It_prints_the_answer_and_ends_with_its_success(string path, int exitCode, string answer)
    {
        await using var data = await DataFolderFixture.UsedAsync();
        await using var tracker = data.Up();
        await tracker.ReadyAsync();

        var (code, output, _) = await AskAsync($"http://127.0.0.1:{data.Port}{path}");

        output.ShouldStartWith(answer);
        code.ShouldBe(exitCode);
    }

    [Fact]
    public async Task Nobody_there_is_told()
    {
        var (code, _, errors) = await AskAsync($"http://127.0.0.1:{FreePort.Take()}/");

        errors.ShouldContain("does not answer: Connection refused");
        code.ShouldBe(1);
    }

    [Fact]
    public async Task Who_does_not_answer_is_waited_for_three_seconds()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var waited = Stopwatch.StartNew();

        var (code, _, errors) = await AskAsync($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/");

        errors.ShouldContain("did not answer within 3 s.");
        waited.Elapsed.ShouldBeGreaterThan(TimeSpan.FromSeconds(3));
        code.ShouldBe(1);
    }

    private static Task<(int ExitCode, string Output, string Errors)> AskAsync(string url) => TrackerProcess.RunAsync(new Dictionary<string, string>(), "", "health", url);
}
