using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Tracker.Modules.Notifications.Archive;

/// <summary>The digest of an archive.</summary>
/// <param name="Rows">The number of lines.</param>
/// <param name="Sha256">Of the uncompressed lines, in hexadecimal.</param>
internal sealed record ArchiveContent(long Rows, string Sha256);

/// <summary>An archive: one JSON object per line, UTF-8, compressed with gzip.</summary>
internal static class ArchiveFile
{
    private const byte LineEnd = (byte)'\n';
    private const int BufferSize = 64 * 1024;

    public static async Task<ArchiveContent> PackAsync(IAsyncEnumerable<string> lines, Stream target, CancellationToken ct)
    {
        await using var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true);
        return await DigestAsync(lines, line => gzip.WriteAsync(line, ct), ct);
    }

    public static Task<ArchiveContent> DigestAsync(IAsyncEnumerable<string> lines, CancellationToken ct) =>
        DigestAsync(lines, _ => ValueTask.CompletedTask, ct);

    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static async Task<ArchiveContent> ReadAsync(Stream file, CancellationToken ct)
    {
        await using var plain = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferSize];
        var rows = 0L;
        while (await plain.ReadAsync(buffer, ct) is > 0 and var read)
        {
            hash.AppendData(buffer, 0, read);
            rows += buffer.AsSpan(0, read).Count(LineEnd);
        }

        return Content(rows, hash);
    }

    private static async Task<ArchiveContent> DigestAsync(
        IAsyncEnumerable<string> lines, Func<ReadOnlyMemory<byte>, ValueTask> write, CancellationToken ct)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var rows = 0L;
        await foreach (var line in lines.WithCancellation(ct))
        {
            // JSON escapes line ends in texts, so each object is one line.
            var bytes = Encoding.UTF8.GetBytes(line + (char)LineEnd);
            hash.AppendData(bytes);
            rows++;
            await write(bytes);
        }

        return Content(rows, hash);
    }

    private static ArchiveContent Content(long rows, IncrementalHash hash) => new(rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
}
