namespace Tracker.Platform.Storage;

/// <summary>A file that is locked while it is open. The kernel releases the lock when the process ends.</summary>
public static class LockFile
{
    private const int WouldBlock = 11; // EWOULDBLOCK

    /// <summary>Opens and locks the file; creates it if it does not exist.</summary>
    /// <returns>Null when another one holds the lock.</returns>
    public static FileStream? TryTake(string path)
    {
        try
        {
            // FileShare.None locks the file.
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            return null;
        }
    }
}
