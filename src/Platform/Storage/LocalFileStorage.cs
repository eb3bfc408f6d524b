using Tracker.Platform.Primitives;

namespace Tracker.Platform.Storage;

/// <summary>
/// Stores files in a folder of this machine. A file is written under a temporary name in the same folder, flushed and renamed, so it is
/// either complete or absent. Two levels of sub-folders keep each folder small. The first write creates the folder.
/// </summary>
/// <param name="root">Used by the storage alone.</param>
public sealed class LocalFileStorage(string root) : IFileStorage
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const FileShare Shared = FileShare.ReadWrite | FileShare.Delete;
    private readonly string root = Path.GetFullPath(root);

    public string Place => $"the folder {root}";

    public async Task<Outcome<long, WriteFileFailure>> WriteAsync(FileKey key, Stream content, long limit, CancellationToken ct)
    {
        var path = PathOf(key);
        var unfinished = Unfinished(path);
        Do(() => DurableFolder.Create(Path.GetDirectoryName(path)!));
        try
        {
            await using var file = Do(() => Begin(unfinished));
            if (await LimitedCopy.CopyAsync(content, file, limit, Fault, ct) is not { } length)
            {
                File.Delete(unfinished);
                return WriteFileFailure.TooLarge;
            }

            // A dedicated thread: the flush may take long and would block a thread of the pool.
            await Task.Factory.StartNew(
                () => Do(() => Finish(file, unfinished, path)), ct, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            return length;
        }
        catch (Exception)
        {
            File.Delete(unfinished);
            throw;
        }
    }

    public Task<Stream?> OpenAsync(FileKey key, CancellationToken ct)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(key), new FileStreamOptions
            {
                Mode = FileMode.Open,
                Access = FileAccess.Read,
                Share = Shared,
                BufferSize = 0,
                Options = FileOptions.Asynchronous | FileOptions.SequentialScan,
            }));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public Task DeleteAsync(FileKey key, CancellationToken ct)
    {
        var path = PathOf(key);
        if (Directory.Exists(Path.GetDirectoryName(path)))
        {
            File.Delete(Unfinished(path));
            File.Delete(path);
            DurableFolder.Flush(Path.GetDirectoryName(path)!);
        }

        return Task.CompletedTask;
    }

    public Task<bool> ExistsAsync(FileKey key, CancellationToken ct) => Task.FromResult(File.Exists(PathOf(key)));

    private static FileStream Begin(string unfinished) => new(unfinished, new FileStreamOptions
    {
        Mode = FileMode.Create,
        Access = FileAccess.Write,
        Share = Shared,
        BufferSize = 0,
        Options = FileOptions.Asynchronous,
        UnixCreateMode = OwnerOnly,
    });

    private static void Finish(FileStream file, string unfinished, string path)
    {
        file.Flush(flushToDisk: true);
        File.Move(unfinished, path, overwrite: true);
        DurableFolder.Flush(Path.GetDirectoryName(path)!);
    }

    private void Do(Action work) => Do(() =>
    {
        work();
        return true;
    });

    private T Do<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fault(e);
        }
    }

    private UnavailableException Fault(Exception cause) =>
        new(
            $"{Place} cannot be written to: {cause.Message}. Free space on its disk, and let the service's user write there.",
            cause);

    private static string Unfinished(string path) => path + ".part";

    // Use the key's end: its beginning is the time, the same for all files of a day.
    private string PathOf(FileKey key) => Path.Combine(root, key.Text[^4..^2], key.Text[^2..], key.Text);
}
