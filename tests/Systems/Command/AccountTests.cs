using System.Diagnostics;
using System.Net;
using Shouldly;

namespace Tracker.Tests.Systems.Command;

/// <summary>The account that runs <c>up</c>, and the location of the cluster. Tests for root are skipped under other accounts.</summary>
public sealed class AccountTests
{
    private const string Nobody = "65534";

    [Fact]
    public async Task An_ordinary_user_runs_everything_under_its_own_account()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can run as another user");
        await using var data = new DataFolderFixture();
        Directory.CreateDirectory(data.Root);
        Run("chown", Nobody, data.Root);

        await using var tracker = StartAsNobody(data, "up");
        await tracker.ReadyAsync();

        using var health = await data.Api.GetAsync("/health/ready");
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
        Run("stat", "-c", "%u", $"/proc/{data.PostgresId()}").ShouldBe(Nobody);
    }

    [Fact]
    public async Task A_folder_of_another_user_is_reported_in_one_line()
    {
        Assert.SkipUnless(Environment.UserName == "root", "only root can run as another user");
        await using var data = await DataFolderFixture.UsedAsync();

        var (code, _, errors) = await TrackerProcess.EndOfAsync(
            StartAsNobody(data, "user", "add", "--email", "ada@example.com"), "correct horse");

        errors.ShouldStartWith($"tracker: Access to the path '{data.System}/lock' is denied. Run as the user who runs the system");
        errors.Split('\n').ShouldHaveSingleItem();
        code.ShouldBe(1);
    }

    [Fact]
    public async Task Root_moves_the_database_out_of_an_inaccessible_folder()
    {
        Assert.SkipUnless(Environment.UserName == "root", "an ordinary user enters his own folders");
        await using var data = new DataFolderFixture(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, below: "checkout/.data");
        await using var tracker = data.Up();
        await tracker.ReadyAsync();

        data.Cluster = (await File.ReadAllTextAsync(Path.Combine(data.System, "postgres.location"))).Trim();
        try
        {
            data.Cluster.ShouldStartWith("/var/lib/tracker/");
            tracker.Errors.ShouldContain(data.Cluster);
            Run("stat", "-c", "%u", $"/proc/{data.PostgresId()}").ShouldNotBe("0");
        }
        finally
        {
            await tracker.DisposeAsync();
            Directory.Delete(data.Cluster, recursive: true);
        }
    }

    [Fact]
    public async Task An_unwritable_folder_is_named()
    {
        await using var data = new DataFolderFixture();
        data.Variables["TRACKER_DATA"] = "/proc/nowhere";

        var (code, _, errors) = await TrackerProcess.RunAsync(data.Variables, "", "up");

        code.ShouldBe(1);
        errors.ShouldContain("/proc/nowhere/task-tracker");
        errors.ShouldContain("TRACKER_DATA");
    }

    private static TrackerProcess StartAsNobody(DataFolderFixture data, params string[] arguments)
    {
        var host = Path.Combine(data.Root, "host");
        Run("cp", "-r", AppContext.BaseDirectory, host);
        Run("chown", "-R", Nobody, host);
        return TrackerProcess.StartProgram(
            "setpriv",
            data.Variables,
            [$"--reuid={Nobody}", $"--regid={Nobody}", "--clear-groups", "dotnet", Path.Combine(host, "Tracker.Host.dll"), .. arguments]);
    }

    private static string Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEnd().Trim();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, $"{program} {string.Join(' ', arguments)}");
        return output;
    }
}
