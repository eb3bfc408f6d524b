using Tracker.Host.Postgres;

namespace Tracker.Host.Backups;

/// <summary>
/// Second names (hard links) of files that never change and may be removed at any time: what has been linked stays, whatever happens to the first name.
/// On a disk without links the files are copied.
/// </summary>
/// <param name="files">The folder of the files.</param>
/// <param name="links">A folder on the same disk for the links.</param>
internal sealed class FileLinks(string files, string links)
{
    // By the file's own name, wherever in the folder it is.
    private readonly Dictionary<string, string> linked = new(StringComparer.Ordinal);

    /// <summary>Where the link of a file is, relative to both folders.</summary>
    public string PathOf(string name) => linked[name];

    /// <summary>Links every file that is there and not linked yet.</summary>
    public void Add()
    {
        if (!Directory.Exists(files))
        {
            return;
        }

        var walk = new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = false, AttributesToSkip = FileAttributes.None };
        foreach (var file in Directory.EnumerateFiles(files, "*", walk).Where(file => !linked.ContainsKey(Path.GetFileName(file))))
        {
            if (TryLink(file))
            {
                linked[Path.GetFileName(file)] = Path.GetRelativePath(files, file);
            }
        }
    }

    /// <summary>Those of the names that have no link.</summary>
    public IEnumerable<string> Missing(IEnumerable<string> names) => names.Where(name => !linked.ContainsKey(name));

    private bool TryLink(string file)
    {
        var link = Path.Combine(links, Path.GetRelativePath(files, file));
        Directory.CreateDirectory(Path.GetDirectoryName(link)!);
        if (Tool.Link(file, link) == 0)
        {
            return true;
        }

        try
        {
            File.Copy(file, link);
            return true;
        }
        catch (FileNotFoundException)
        {
            // Removed since it was listed.
            return false;
        }
    }
}
