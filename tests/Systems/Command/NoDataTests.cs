using Shouldly;

namespace Tracker.Tests.Systems.Command;

/// <summary>Commands on data that does not exist, for instance after a typing error in <c>TRACKER_DATA</c>.</summary>
public sealed class NoDataTests
{
    [Theory]
    [InlineData("deadletters list --system shopflow", "There is no data of shopflow in ")]
    [InlineData("deadletters replay --system shopflow --all", "There is no data of shopflow in ")]
    [InlineData("deadletters discard --system shopflow --all", "There is no data of shopflow in ")]
    [InlineData("retention --system shopflow", "There is no data of shopflow in ")]
    [InlineData("retention --system shopflow --dry-run", "There is no data of shopflow in ")]
    [InlineData("user promote --email ada@example.com", "There is no data of task-tracker in ")]
    [InlineData("user reset-password --system shopflow --email ada@example.com", "There is no data of shopflow in ")]
    [InlineData("backup FILE", "There is nothing to back up: ")]
    public async Task Commands_without_data_name_the_folder_and_create_nothing(string line, string message)
    {
        // Only the owner can enter the folder: as root, its private database is elsewhere.
        var root = Directory.CreateTempSubdirectory("tracker-nothing-");
        var data = Path.Combine(root.FullName, "data");

        var arguments = line.Replace("FILE", Path.Combine(root.FullName, "backup.tar.gz"), StringComparison.Ordinal).Split(' ');
        var variables = new Dictionary<string, string> { ["TRACKER_DATA"] = data };

        var (code, output, errors) = await TrackerProcess.RunAsync(variables, "", arguments);

        errors.ShouldStartWith($"tracker: {message}{data}/");
        errors.Split('\n').ShouldHaveSingleItem();
        output.ShouldBeEmpty();
        code.ShouldBe(1);
        root.EnumerateFileSystemInfos().ShouldBeEmpty();
        root.Delete();
    }
}
