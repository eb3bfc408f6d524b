using Tracker.Host.Postgres;

namespace Tracker.Host.Backups;

/// <summary>
/// Hard links to files that never change but can be deleted at any time: a link keeps the content when the original is deleted. On file
/// systems without links the files are copied.
/// </summary>
/// <param name="links">A folder for the links, on the same disk.</param>
internal sealed class FileLinks(string files, string links)
{
    // Keyed by the file's name, whatever its folder.
    private readonly Dictionary<string, string> linked = new(StringComparer.Ordinal);

    /// <summary>The path of a file's link, relative to both folders.</summary>
    public string PathOf(string name) => linked[name];

    /// <summary>Links every file that is not linked yet.</summary>
    public void Add()
    {
        if (!Directory.Exists(files))
        {
            return;
        }

        var walk = new EnumerationOptions
        {
            RecurseSubdirectories = true,
            IgnoreInaccessible = false,
            AttributesToSkip = FileAttributes.None,
        };
        foreach (var file in Directory.EnumerateFiles(files, "*", walk).Where(file => !linked.ContainsKey(Path.GetFileName(file))))
        {
            if (TryLink(file))
            {
                linked[Path.GetFileName(file)] = Path.GetRelativePath(files, file);
            }
        }
    }

    /// <summary>The names without a link.</summary>
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
            // The file was deleted after it was listed.
            return false;
        }
    }
}
