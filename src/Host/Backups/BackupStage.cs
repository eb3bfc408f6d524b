using Tracker.Host.Running;
using Tracker.Platform.Hosting;
using Tracker.Platform.Storage;

namespace Tracker.Host.Backups;

/// <summary>A folder in the data folder where a backup is put together. It is removed at the end; what a killed one left goes with the next.</summary>
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

    /// <summary>The files, linked.</summary>
    public FileLinks Files { get; }

    /// <summary>The names of what will be in the archive.</summary>
    public IReadOnlyList<string> Entries => entries;

    /// <summary>Takes the place.</summary>
    /// <param name="data">The system's folder.</param>
    /// <exception cref="StartException">Another backup is being made, or the folder is not ours.</exception>
    public static BackupStage In(string data)
    {
        var folder = Path.Combine(data, "backup");
        try
        {
            Directory.CreateDirectory(folder, OwnerOnly);
            var held = new FileStream(Path.Combine(folder, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
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
            throw new StartException($"Another backup of {data} is being made.", e);
        }
    }

    /// <summary>The entry of a store's dump.</summary>
    public static string DumpOf(string store) => $"{DumpFolder}{store}.dump";

    /// <summary>The file for a store's dump, which becomes an entry.</summary>
    public string NewDump(string store)
    {
        entries.Add(DumpOf(store));
        return FileOf(DumpOf(store));
    }

    /// <summary>Linked files become entries.</summary>
    public void Take(IEnumerable<string> names) => entries.AddRange(names.Select(name => FileFolder + Files.PathOf(name)));

    /// <summary>Where the content of an entry is.</summary>
    public string FileOf(string entry) => Path.Combine(entry == SystemPlan.SecretFile ? data : folder, entry);

    /// <summary>Removes everything.</summary>
    public void Dispose()
    {
        Directory.Delete(folder, recursive: true);
        held.Dispose();
    }
}
