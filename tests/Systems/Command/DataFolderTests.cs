using Shouldly;
using Tracker.Host.Backups;
using Tracker.Host.Data;
using Tracker.Platform.Hosting;

namespace Tracker.Tests.Systems.Command;

public sealed class DataFolderTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("tracker-folder-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_full_disk_is_not_a_running_instance()
    {
        File.CreateSymbolicLink(Path.Combine(folder, "pid"), "/dev/full");

        Should.Throw<StartException>(() => DataFolder.Take(folder)).Message.ShouldContain("No space left on device");
        DataFolder.IsTaken(folder).ShouldBeFalse();
    }

    [Fact]
    public void An_unusable_folder_is_not_another_backup()
    {
        File.WriteAllText(Path.Combine(folder, "backup"), "");

        Should.Throw<StartException>(() => BackupStage.In(folder)).Message.ShouldStartWith($"Cannot use {folder}/backup: ");
    }

    [Fact]
    public void A_folder_and_a_backup_are_taken_once()
    {
        using var taken = DataFolder.Take(folder);
        using var stage = BackupStage.In(folder);

        Should.Throw<StartException>(() => DataFolder.Take(folder))
            .Message.ShouldContain($"in use by the running instance with process id {Environment.ProcessId}");
        Should.Throw<StartException>(() => BackupStage.In(folder)).Message.ShouldEndWith("is in progress.");
    }
}
