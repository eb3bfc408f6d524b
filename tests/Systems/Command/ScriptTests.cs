using Shouldly;

namespace Tracker.Tests.Systems.Command;

public sealed class ScriptTests
{
    private static readonly Dictionary<string, string> Nothing = [];
    private static readonly string Script = Path.Combine(TrackerProcess.Checkout, "tracker");

    [Fact]
    public async Task The_script_runs_from_any_folder_through_a_link()
    {
        var link = Path.Combine(Path.GetTempPath(), $"tracker-link-{Environment.ProcessId}");
        File.CreateSymbolicLink(link, Script);
        try
        {
            var (code, output, errors) = await TrackerProcess.EndOfAsync(
                TrackerProcess.StartProgram(link, Nothing, ["up", "task-traker"]), "");

            output.ShouldBeEmpty();
            errors.ShouldEndWith(
                "tracker: Unknown system 'task-traker'. Did you mean 'task-tracker'? "
                    + "Systems: task-tracker, shopflow, task-manager, tasktracker-micro, tasktracker-orders");
            code.ShouldBe(2);
        }
        finally
        {
            File.Delete(link);
        }
    }

    [Theory]
    [InlineData("fuzz nothing", "Unknown system 'nothing'. Systems: task-tracker shopflow task-manager tasktracker-micro "
        + "tasktracker-orders.")]
    [InlineData("fuzz --requests many", "--requests needs a whole number.")]
    [InlineData("fuzz shopflow --sed 3", "Unknown option '--sed'.")]
    [InlineData("fuzz task-tracker --sed 3", "Unknown option '--sed'.")]
    [InlineData("fire nothing", "Unknown name 'nothing'. Names: uploads, reminders, shopflow, tasktracker-orders, transfers.")]
    [InlineData("fire", "Name one of uploads, reminders, shopflow, tasktracker-orders, transfers.")]
    [InlineData("fire uploads soon", "uploads takes one number, the seed.")]
    [InlineData("bench nothing", "Unknown row or option 'nothing'. Rows: start newest mine-due ")]
    [InlineData("bench start newest audit plans memory --quik", "Unknown row or option '--quik'.")]
    [InlineData("bench shopflow --quik", "Unknown row or option '--quik'.")]
    [InlineData("bench web --quick", "web takes no further arguments. See: ./tracker help bench")]
    public async Task An_unknown_command_is_refused_before_anything_is_built(string line, string message)
    {
        // Without dotnet nothing can be built.
        using var tools = new Tools("dirname", "readlink", "sed", "grep", "tr");

        var (code, output, errors) = await tools.RunAsync(line.Split(' '));

        errors.ShouldStartWith($"tracker: {message}");
        errors.Split('\n').ShouldHaveSingleItem();
        output.ShouldBeEmpty();
        code.ShouldBe(2);
    }

    [Fact]
    public async Task Without_dotnet_the_script_says_what_to_install()
    {
        using var tools = new Tools("dirname", "find", "id", "mkdir", "readlink", "flock");

        var (code, _, errors) = await tools.RunAsync("up");

        errors.ShouldStartWith("tracker: the .NET SDK 10 is missing. Install it (package dotnet-sdk-10.0");
        code.ShouldBe(1);
    }

    /// <summary>A PATH with only these programs.</summary>
    private sealed class Tools : IDisposable
    {
        private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("tracker-tools-");

        public Tools(params IEnumerable<string> names) =>
            names.ToList().ForEach(name => File.CreateSymbolicLink(Path.Combine(folder.FullName, name), $"/usr/bin/{name}"));

        public Task<(int ExitCode, string Output, string Errors)> RunAsync(params IEnumerable<string> arguments)
        {
            var variables = new Dictionary<string, string> { ["PATH"] = folder.FullName };
            return TrackerProcess.EndOfAsync(TrackerProcess.StartProgram("/bin/sh", variables, [Script, .. arguments]), "");
        }

        public void Dispose() => folder.Delete(recursive: true);
    }
}
