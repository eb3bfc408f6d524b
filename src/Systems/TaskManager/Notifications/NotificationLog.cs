using Tracker.Platform.Storage;

namespace Tracker.Systems.TaskManager.Notifications;

/// <summary>
/// The notification log: one JSON object a line. A line is on disk before it counts as written. A file that is full is renamed to
/// <c>.1</c>, the older ones to <c>.2</c> and so on; the oldest is deleted. Several instances may write it: the one that does holds the
/// lock of the file <c>.lock</c>.
/// </summary>
/// <param name="path">Absolute. The folder is created.</param>
/// <param name="maxBytes">The max size of a file.</param>
internal sealed class NotificationLog(string path, long maxBytes = NotificationLog.DefaultMaxBytes) : IDisposable
{
    public const long DefaultMaxBytes = 10 * 1024 * 1024;

    /// <summary>The files that are kept beside the current one.</summary>
    public const int OlderFiles = 5;

    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(5);

    private readonly SemaphoreSlim turn = new(1);
    private readonly string folder = Path.GetDirectoryName(path)!;

    /// <summary>Writes a line; it is on disk when this returns.</summary>
    /// <param name="eventId">The event of the line.</param>
    /// <param name="line">Without a line break.</param>
    /// <param name="mayBeLogged">Whether an earlier attempt may have written the line: then it is looked for.</param>
    /// <param name="ct">Cancels the wait for other lines.</param>
    public async Task AppendAsync(Guid eventId, ReadOnlyMemory<byte> line, bool mayBeLogged, CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            DurableFolder.Create(folder);
            await using var held = await LockAsync(ct);
            if (!(mayBeLogged && Contains(eventId)))
            {
                await WriteAsync([.. line.Span, (byte)'\n']);
            }
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<FileStream> LockAsync(CancellationToken ct)
    {
        while (true)
        {
            if (LockFile.TryTake($"{path}.lock") is { } held)
            {
                return held;
            }

            await Task.Delay(LockPause, ct);
        }
    }

    private bool Contains(Guid eventId)
    {
        var member = $"\"event_id\":\"{eventId}\"";
        return new[] { path, Older(1) }.Where(File.Exists)
            .Any(each => File.ReadLines(each).Any(line => line.Contains(member, StringComparison.OrdinalIgnoreCase)));
    }

    // Each line opens the file anew, since another instance may have appended to it or renamed it.
    private async Task WriteAsync(byte[] line)
    {
        if (File.Exists(path) && new FileInfo(path).Length is > 0 and var length && length + line.Length > maxBytes)
        {
            Rotate();
        }

        await using var file = Open();
        await file.WriteAsync(line, CancellationToken.None);
        file.Flush(flushToDisk: true);
    }

    private FileStream Open()
    {
        var isNew = !File.Exists(path);
        const FileShare Others = FileShare.ReadWrite | FileShare.Delete;
        var opened = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, Others, bufferSize: 0);
        RemoveTornLine(opened);
        if (isNew)
        {
            DurableFolder.Flush(folder);
        }

        return opened;
    }

    // A crash may leave the beginning of a line, whose event is handled again.
    private static void RemoveTornLine(FileStream file)
    {
        var end = file.Length;
        while (end > 0)
        {
            file.Position = end - 1;
            if (file.ReadByte() == '\n')
            {
                break;
            }

            end--;
        }

        file.SetLength(end);
        file.Position = end;
    }

    private void Rotate()
    {
        for (var i = OlderFiles - 1; i > 0; i--)
        {
            if (File.Exists(Older(i)))
            {
                File.Move(Older(i), Older(i + 1), overwrite: true);
            }
        }

        File.Move(path, Older(1), overwrite: true);
        DurableFolder.Flush(folder);
    }

    private string Older(int number) => $"{path}.{number}";
}
