namespace Tracker.Platform.Delivery.Files;

/// <summary>
/// A folder with one file a message. A file is written under a hidden name and renamed, so that it is there whole or not at all, and outlives the process from
/// then on, however that ends. It is not flushed to the disk: that would cost each message some milliseconds of the disk the database commits to, and all it
/// would add is that the last moment's files survive a crash of the machine. They stand in for a provider where there is none. A message that is written again
/// replaces its file.
/// </summary>
/// <param name="folder">The folder; the first message makes it.</param>
/// <param name="extension">What the names of the files end with.</param>
internal sealed class MessageFolder(string folder, string extension)
{
    private const UnixFileMode OwnerReads = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerEnters = OwnerReads | UnixFileMode.UserExecute;

    /// <summary>Where it is.</summary>
    public string FullPath { get; } = Path.GetFullPath(folder);

    /// <summary>Writes a message.</summary>
    /// <param name="id">Its id, which becomes the file's name.</param>
    /// <param name="content">All of it.</param>
    /// <param name="ct">Gives up; nothing is written then.</param>
    public async Task<SendResult> WriteAsync(Guid id, ReadOnlyMemory<byte> content, CancellationToken ct)
    {
        var name = $"{id}{extension}";
        // Two may be at it at the same time: one that takes too long and one that takes over from it.
        var unfinished = Path.Combine(FullPath, $".{name}.{Path.GetRandomFileName()}");
        try
        {
            Directory.CreateDirectory(FullPath, OwnerEnters);
            await using (var file = Create(unfinished))
            {
                await file.WriteAsync(content, ct);
            }

            File.Move(unfinished, Path.Combine(FullPath, name), overwrite: true);
            return SendResult.Sent("file:" + name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Remove(unfinished);
            return SendResult.Failed($"cannot write the message to a file: {e.Message}");
        }
        catch (OperationCanceledException)
        {
            Remove(unfinished);
            throw;
        }
    }

    private static FileStream Create(string path) => new(path, new FileStreamOptions
    {
        Mode = FileMode.CreateNew,
        Access = FileAccess.Write,
        BufferSize = 0,
        Options = FileOptions.Asynchronous,
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
            // The folder is what is broken, and the result says so already.
        }
    }
}
