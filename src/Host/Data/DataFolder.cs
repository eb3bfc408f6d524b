using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Tracker.Platform.Hosting;
using Tracker.Platform.Storage;

namespace Tracker.Host.Data;

/// <summary>
/// The folder of a system that <c>up</c> runs, with its private database, secrets and files. This object holds the folder's lock, so that
/// one instance uses it at a time; the kernel releases the lock when the process ends.
/// </summary>
internal sealed class DataFolder : IDisposable
{
    private const string UnfinishedRestore = "restore.unfinished";

    private readonly FileStream held;

    private DataFolder(string path, FileStream held) => (Path, this.held) = (path, held);

    /// <summary>The absolute path, <c>TRACKER_DATA</c>/<c>SYSTEM</c>.</summary>
    public string Path { get; }

    /// <summary>Locks the folder; creates it if it does not exist.</summary>
    /// <exception cref="StartException">Another instance uses the folder, or it is not writable.</exception>
    public static DataFolder Take(string path)
    {
        try
        {
            CreateFolder(path);
            var taken = LockFile.TryTake(Lock(path)) ?? throw new StartException(
                $"The data folder {path} is in use by the running instance{RunningInstance(path)}. "
                + "Stop that one, or set TRACKER_DATA to another folder.");
            try
            {
                Begin(path, taken);
                return new DataFolder(path, taken);
            }
            catch
            {
                taken.Dispose();
                throw;
            }
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartException($"Cannot write to the data folder {path}: {e.Message} Set TRACKER_DATA to a folder you own.", e);
        }
        catch (IOException e)
        {
            throw new StartException(
                $"Cannot use the data folder {path}: {e.Message}. Free space on its disk, or set TRACKER_DATA to another one.", e);
        }
    }

    /// <summary>Whether an instance uses the folder now.</summary>
    public static bool IsTaken(string path)
    {
        if (!File.Exists(Lock(path)))
        {
            return false;
        }

        using var probe = LockFile.TryTake(Lock(path));
        return probe is null;
    }

    /// <summary>Whether the folder is missing or has only the files that <see cref="Take"/> leaves.</summary>
    public static bool IsEmpty(string path) =>
        !Directory.Exists(path)
        || Directory.EnumerateFileSystemEntries(path).All(entry => System.IO.Path.GetFileName(entry) is "lock" or "pid");

    /// <summary>
    /// Makes <see cref="Take"/> fail until <see cref="EndRestore"/>, also after a crash, since the data is incomplete until then.
    /// </summary>
    internal void BeginRestore() => File.WriteAllText(System.IO.Path.Combine(Path, UnfinishedRestore), "");

    internal void EndRestore() => File.Delete(System.IO.Path.Combine(Path, UnfinishedRestore));

    /// <summary>
    /// Reads a secret, which is generated when its file is missing: 256 random bits as 43 letters, digits, - and _. Only the file's owner
    /// can read it.
    /// </summary>
    /// <exception cref="StartException">The file is not readable or not writable.</exception>
    public static string Secret(string path, string name)
    {
        var file = System.IO.Path.Combine(path, name);
        try
        {
            if (!File.Exists(file))
            {
                Generate(file);
            }

            return File.ReadAllText(file).Trim();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StartException(
                $"Cannot read {file}: it belongs to another user. Run as that user, or set TRACKER_DATA to another folder.", e);
        }
    }

    public void Dispose()
    {
        File.Delete(PidFile(Path));
        held.Dispose();
    }

    private static void Begin(string path, FileStream taken)
    {
        // Another user who can open the file could lock it and prevent every start.
        File.SetUnixFileMode(taken.SafeFileHandle, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        if (File.Exists(System.IO.Path.Combine(path, UnfinishedRestore)))
        {
            throw new StartException(
                $"A restore into {path} did not finish, so the data is incomplete. Delete the folder and restore again.");
        }

        File.WriteAllText(PidFile(path), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
    }

    private static void Generate(string file)
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

        // Renamed when it is complete: after a crash, a partial secret would be used from then on.
        File.Move(unfinished, file, overwrite: true);
    }

    // Other users can enter the folder, as the database's user must, but not list it.
    private static void CreateFolder(string path)
    {
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        Directory.CreateDirectory(path, owner | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
    }

    private static string Lock(string path) => System.IO.Path.Combine(path, "lock");

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
