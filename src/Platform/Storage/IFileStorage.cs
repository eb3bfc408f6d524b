using Tracker.Platform.Primitives;

namespace Tracker.Platform.Storage;

/// <summary>
/// Stores whole files by key. It cannot list them: the caller stores the key durably before it writes the file. An unreachable, full or
/// misconfigured storage throws <see cref="UnavailableException"/>.
/// </summary>
public interface IFileStorage
{
    /// <summary>Where files are stored, for the log. It holds no secret.</summary>
    string Place { get; }

    /// <summary>
    /// Stores or replaces a file. Readers see the whole file or none of it; when this returns, the file survives a crash of the machine.
    /// </summary>
    /// <param name="content">Read to its end or past the limit; never held in memory.</param>
    /// <param name="limit">Max bytes.</param>
    /// <param name="ct">On cancellation nothing is stored.</param>
    /// <returns>The file's size in bytes.</returns>
    Task<Outcome<long, WriteFileFailure>> WriteAsync(FileKey key, Stream content, long limit, CancellationToken ct);

    /// <returns>The content with its length, for asynchronous reading; seeking before the first read is free. Null when the file does not
    /// exist.</returns>
    Task<Stream?> OpenAsync(FileKey key, CancellationToken ct);

    /// <summary>Deletes a file and the rest of an interrupted write, durably. A missing file counts as deleted.</summary>
    Task DeleteAsync(FileKey key, CancellationToken ct);

    Task<bool> ExistsAsync(FileKey key, CancellationToken ct);
}

public enum WriteFileFailure
{
    /// <summary>The content is larger than the limit. Nothing is stored.</summary>
    TooLarge,
}
