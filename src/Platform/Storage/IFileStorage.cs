using Tracker.Platform.Primitives;

namespace Tracker.Platform.Storage;

/// <summary>
/// Where files are kept, each whole under one key. It has no list: who stores a file keeps its key where it survives a crash, before writing.
/// A storage that is away, full or set up wrongly throws <see cref="UnavailableException"/>.
/// </summary>
public interface IFileStorage
{
    /// <summary>What it is and where, for the log. It holds no secret.</summary>
    string Place { get; }

    /// <summary>Stores a file. Readers see the whole file or none of it; once this returns, it survives a crash of the machine. A
    /// file that was there is replaced.</summary>
    /// <param name="key">The file's key.</param>
    /// <param name="content">Read to its end, or until the limit is passed; never held in memory.</param>
    /// <param name="limit">The most bytes taken.</param>
    /// <param name="ct">Gives up; nothing is stored then.</param>
    /// <returns>How many bytes it has.</returns>
    Task<Outcome<long, WriteFileFailure>> WriteAsync(FileKey key, Stream content, long limit, CancellationToken ct);

    /// <returns>The content with its length, for asynchronous reading; seeking costs nothing before the first read. Null when there is no such file.</returns>
    Task<Stream?> OpenAsync(FileKey key, CancellationToken ct);

    /// <summary>Removes a file with whatever an interrupted write left of it, for good even if the machine crashes now. One that is
    /// not there is removed already.</summary>
    Task DeleteAsync(FileKey key, CancellationToken ct);

    /// <summary>Whether there is such a file.</summary>
    Task<bool> ExistsAsync(FileKey key, CancellationToken ct);
}

/// <summary>Why a file is not stored.</summary>
public enum WriteFileFailure
{
    /// <summary>The content goes on beyond the limit. Nothing of it is kept.</summary>
    TooLarge,
}
