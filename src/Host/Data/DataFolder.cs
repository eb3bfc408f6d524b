using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Data;

/// <summary>
/// What one system keeps on this machine when <c>up</c> runs it: its private database, its secrets, its files. It belongs to one running instance at a time,
/// for as long as this object lives; the lock ends with the process, however that ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string UnfinishedRestore = "restore.unfinished";

    private readonly FileStream held;

    private DataFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    /// <summary>The system's own folder, absolute: <c>TRACKER_DATA</c>/<c>SYSTEM</c>.</summary>
    public string Path { get; }

    /// <summary>Takes the folder, making it when it is not there.</summary>
    /// <param name="path">The system's folder.</param>
    /// <exception cref="StartException">Another instance runs on it, or it cannot be written.</exception>
    public static DataFolder Take(string path)
    {
        try
        {
            CreateFolder(path);
            // Shared with nobody, so that a second instance is refused; closed by the kernel when the process dies.
            var taken = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // Whoever can open it can hold it, and nobody else could start.
            File.SetUnixFileMode(taken.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            if (File.Exists(System.IO.Path.Combine(path, UnfinishedRestore)))
            {
                taken.Dispose();
                throw new StartException($"A restore into {path} did not finish, so only a part of the data is there. Remove the folder and restore again.");
            }

            File.WriteAllText(PidFile(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataFolder(path, taken);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartException($"Cannot write to the data folder {path}: {e.Message} Set TRACKER_DATA to a folder you own.", e);
        }
        catch (IOException) when (IsTaken(path))
        {
            throw new StartException($"The data folder {path} is in use by the running instance{RunningInstance(path)}. Stop that one, or set TRACKER_DATA to another folder.");
        }
        catch (IOException e)
        {
            throw new StartException($"Cannot use the data folder {path}: {e.Message} Set TRACKER_DATA to another one.", e);
        }
    }

    /// <summary>Whether an instance runs on the folder now.</summary>
    public static bool IsTaken(string path)
    {
        try
        {
            using var probe = new FileStream(System.IO.Path.Combine(path, "lock"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            return false;
        }
        catch (IOException e) when (e is not FileNotFoundException and not DirectoryNotFoundException)
        {
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }

    /// <summary>Whether there is nothing in the folder but what <see cref="Take"/> leaves, or no folder at all.</summary>
    public static bool IsEmpty(string path) =>
        !Directory.Exists(path) || Directory.EnumerateFileSystemEntries(path).All(entry => System.IO.Path.GetFileName(entry) is "lock" or "pid");

    /// <summary>From now on nobody can take the folder, until <see cref="EndRestore"/>: not even after a crash, which would leave a part of the data.</summary>
    internal void BeginRestore() => File.WriteAllText(System.IO.Path.Combine(Path, UnfinishedRestore), "");

    /// <summary>Everything is there.</summary>
    internal void EndRestore() => File.Delete(System.IO.Path.Combine(Path, UnfinishedRestore));

    /// <summary>A random text made once and kept in a file only its owner reads: 256 bits, as 43 letters, digits, - and _.</summary>
    /// <param name="path">The system's folder.</param>
    /// <param name="name">The file's name in it.</param>
    /// <exception cref="StartException">The file may not be read or written.</exception>
    public static string Secret(string path, string name)
    {
        var file = System.IO.Path.Combine(path, name);
        try
        {
            if (!File.Exists(file))
            {
                Make(file);
            }

            return File.ReadAllText(file).Trim();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartException($"Cannot read {file}: it belongs to another user. Run as that user, or set TRACKER_DATA to another folder.", e);
        }
    }

    /// <summary>Gives the folder free.</summary>
    public void Dispose()
    {
        File.Delete(PidFile(Path));
        held.Dispose();
    }

    private static void Make(string file)
    {
        CreateFolder(System.IO.Path.GetDirectoryName(file)!);
        var unfinished = $"{file}.{Environment.ProcessId}";
        using (var stream = new FileStream(unfinished, new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        }))
        {
            stream.Write(Encoding.ASCII.GetBytes(Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))));
            stream.Flush(flushToDisk: true);
        }

        // Renamed into place when it is whole: half a secret, left by a crash, would be used for ever.
        File.Move(unfinished, file, overwrite: true);
    }

    // Others may pass through the folder, as the database's user must, but not look into it.
    private static void CreateFolder(string path)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    private static string PidFile(string path) => System.IO.Path.Combine(path, "pid");

    private static string RunningInstance(string path)
    {
        try
        {
            return $" with process id {File.ReadAllText(PidFile(path))}";
        }
        catch (IOException)
        {
            return "";
        }
    }
}
