using Tracker.Host.Running;
using Tracker.Platform.Hosting;
using Tracker.Platform.Storage;

namespace Tracker.Host.Backups;

/// <summary>
/// A folder inside the data folder where a backup is put together. It is deleted at the end; the next backup deletes the rest of a killed
/// one.
/// </summary>
internal sealed class BackupStage : IDisposable
{
    private const string DumpFolder = "databases/";
    private const string FileFolder = DataFolderSettings.Files + "/";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string data;
    private readonly string folder;
    private readonly FileStream held;
    private readonly List<string> entries = [];

    private BackupStage(string data, string folder, FileStream held)
    {
        (this.data, this.folder, this.held) = (data, folder, held);
        Files = new FileLinks(Path.Combine(data, DataFolderSettings.Files), Path.Combine(folder, DataFolderSettings.Files));
        if (File.Exists(Path.Combine(data, SystemPlan.SecretFile)))
        {
            entries.Add(SystemPlan.SecretFile);
        }
    }

    public FileLinks Files { get; }

    /// <summary>The names of the archive's entries.</summary>
    public IReadOnlyList<string> Entries => entries;

    /// <param name="data">The system's folder.</param>
    /// <exception cref="StartException">Another backup is in progress, or the folder is not writable.</exception>
    public static BackupStage In(string data)
    {
        var folder = Path.Combine(data, "backup");
        try
        {
            Directory.CreateDirectory(folder, OwnerOnly);
            var held = LockFile.TryTake(Path.Combine(folder, "lock"))
                ?? throw new StartException($"Another backup of {data} is in progress.");
            foreach (var left in Directory.EnumerateDirectories(folder))
            {
                Directory.Delete(left, recursive: true);
            }

            Directory.CreateDirectory(Path.Combine(folder, DumpFolder));
            return new BackupStage(data, folder, held);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartException($"Cannot write to {data}: run as the user who runs the system.", e);
        }
        catch (IOException e)
        {
            throw new StartException($"Cannot use {folder}: {e.Message}. Free space on its disk.", e);
        }
    }

    /// <summary>The name of the entry with a store's dump.</summary>
    public static string DumpOf(string store) => $"{DumpFolder}{store}.dump";

    /// <summary>Adds the entry of a store's dump and returns the path of its file.</summary>
    public string NewDump(string store)
    {
        entries.Add(DumpOf(store));
        return FileOf(DumpOf(store));
    }

    /// <summary>Adds linked files as entries.</summary>
    public void Take(IEnumerable<string> names) => entries.AddRange(names.Select(name => FileFolder + Files.PathOf(name)));

    /// <summary>The path of an entry's content.</summary>
    public string FileOf(string entry) => Path.Combine(entry == SystemPlan.SecretFile ? data : folder, entry);

    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        held.Dispose();
    }
}
