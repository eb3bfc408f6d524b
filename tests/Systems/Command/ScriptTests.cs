using Shouldly;

namespace Tracker.Tests.Systems.Command;

/// <summary>The shell script in front of the host.</summary>
public sealed class ScriptTests
{
    private static readonly Dictionary<string, string> Nothing = [];

    [Fact]
    public async Task It_runs_from_any_folder_through_a_link()
    {
        var link = Path.Combine(Path.GetTempPath(), $"tracker-link-{Environment.ProcessId}");
        File.CreateSymbolicLink(link, Script());
        try
        {
            var (code, output, errors) = await TrackerProcess.EndOfAsync(TrackerProcess.StartProgram(link, Nothing, ["up", "task-traker"]), "");

            output.ShouldBeEmpty();
            errors.ShouldEndWith("tracker: Unknown system 'task-traker'. Did you mean 'task-tracker'? Systems: task-tracker, shopflow");
            code.ShouldBe(2);
        }
        finally
        {
            File.Delete(link);
        }
    }

    [Fact]
    public async Task Without_dotnet_it_says_what_to_install()
    {
        var tools = Directory.CreateTempSubdirectory("tracker-tools-");
        foreach (var tool in new[] { "dirname", "find", "id", "mkdir", "readlink", "flock" })
        {
            File.CreateSymbolicLink(Path.Combine(tools.FullName, tool), $"/usr/bin/{tool}");
        }

        var (code, _, errors) = await TrackerProcess.EndOfAsync(
            TrackerProcess.StartProgram("/bin/sh", new Dictionary<string, string> { ["PATH"] = tools.FullName }, [Script(), "up"]), "");
        tools.Delete(recursive: true);

        errors.ShouldStartWith("tracker: the .NET SDK 10 is missing. Install it (package dotnet-sdk-10.0");
        code.ShouldBe(1);
    }

    private static string Script()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Tracker.slnx")))
        {
            folder = folder.Parent!;
        }

        return Path.Combine(folder.FullName, "tracker");
    }
}
