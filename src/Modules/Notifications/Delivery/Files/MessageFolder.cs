namespace Tracker.Modules.Notifications.Delivery.Files;

/// <summary>
/// A folder with one file per message. A file is written under a hidden name and renamed, so it is either complete or absent and survives
/// any end of the process. It is not flushed to disk: that would cost each message some milliseconds on the disk the database commits to,
/// only to keep the last moment's files when the machine crashes. The files replace a provider in development. Writing a message again
/// replaces its file.
/// </summary>
/// <param name="folder">Created with the first message.</param>
/// <param name="extension">With the dot.</param>
internal sealed class MessageFolder(string folder, string extension)
{
    private const UnixFileMode OwnerReads = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerEnters = OwnerReads | UnixFileMode.UserExecute;

    public string FullPath { get; } = Path.GetFullPath(folder);

    /// <param name="id">The file's name without the extension.</param>
    public SendResult Write(Guid id, ReadOnlySpan<byte> content)
    {
        var name = $"{id}{extension}";
        // Two attempts may write at the same time: one that takes too long and the one that takes over from it.
        var unfinished = Path.Combine(FullPath, $".{name}.{Path.GetRandomFileName()}");
        try
        {
            Directory.CreateDirectory(FullPath, OwnerEnters);
            using (var file = Create(unfinished))
            {
                file.Write(content);
            }

            File.Move(unfinished, Path.Combine(FullPath, name), overwrite: true);
            return SendResult.Sent("file:" + name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(unfinished);
            return SendResult.Failed($"cannot write the message to a file: {e.Message}");
        }
    }

    // Not asynchronous: the content goes to the page cache, which takes less time than a change of threads.
    private static FileStream Create(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        BufferSize = 0,
        UnixCreateMode = OwnerReads,
    });

    private static void Remove(string unfinished)
    {
        try
        {
            File.Delete(unfinished);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The folder itself fails, and the result already says so.
        }
    }
}
