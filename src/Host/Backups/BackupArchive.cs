using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Backups;

/// <summary>
/// The file of a backup: a gzip-compressed tar archive whose first entry is the manifest. It holds secrets, so only its owner may read it.
/// </summary>
internal static class BackupArchive
{
    private const string ManifestName = "manifest.json";
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Creates the manifest's record of a future entry.</summary>
    public static async Task<BackupEntry> DescribeAsync(string name, string file, CancellationToken ct)
    {
        await using var content = File.OpenRead(file);
        return new BackupEntry(name, content.Length, Convert.ToHexStringLower(await SHA256.HashDataAsync(content, ct)));
    }

    /// <summary>
    /// Writes the archive under a temporary name, flushes and renames it, so that a file with the final name is complete.
    /// </summary>
    /// <param name="path">Must not exist.</param>
    /// <param name="fileOf">Returns the path of an entry's content.</param>
    public static async Task WriteAsync(string path, BackupManifest manifest, Func<string, string> fileOf, CancellationToken ct)
    {
        var unfinished = $"{path}.{Environment.ProcessId}.unfinished";
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
            await using (var file = new FileStream(unfinished, options))
            {
                await using (var packed = new GZipStream(file, CompressionLevel.Fastest, leaveOpen: true))
                await using (var tar = new TarWriter(packed, TarEntryFormat.Pax))
                {
                    using var head = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(manifest, BackupJson.Default.BackupManifest));
                    await AddAsync(tar, ManifestName, head, manifest.CreatedAt, ct);
                    foreach (var entry in manifest.Entries)
                    {
                        await using var content = File.OpenRead(fileOf(entry.Name));
                        await AddAsync(tar, entry.Name, content, manifest.CreatedAt, ct);
                    }
                }

                file.Flush(flushToDisk: true);
            }

            File.Move(unfinished, path);
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    /// <summary>Reads the whole archive and compares every entry with the manifest.</summary>
    /// <param name="accept">Checks the manifest before the rest is read; throws to reject the backup.</param>
    /// <exception cref="StartException">The file is not a backup or is damaged.</exception>
    public static async Task<BackupManifest> VerifyAsync(string path, Action<BackupManifest> accept, CancellationToken ct)
    {
        BackupManifest? manifest = null;
        var missing = new Dictionary<string, BackupEntry>(StringComparer.Ordinal);
        await ForEachAsync(path, async entry =>
        {
            if (manifest is null)
            {
                manifest = await ManifestAsync(path, entry, ct);
                accept(manifest);
                manifest.Entries.ToList().ForEach(expected => missing.Add(expected.Name, expected));
            }
            else if (!missing.Remove(entry.Name, out var expected) || !IsSafe(entry.Name) || !await IsAsync(entry, expected, ct))
            {
                throw Damaged(path, $"{entry.Name} is not what the manifest says");
            }
        }, ct);
        return manifest is null ? throw NoBackup(path)
            : missing.Count == 0 ? manifest
            : throw Damaged(path, $"{missing.Keys.First()} is missing");
    }

    /// <summary>Unpacks all entries except the manifest, each to its given path, readable by the owner only.</summary>
    public static Task ExtractAsync(string path, Func<string, string> placeOf, CancellationToken ct) => ForEachAsync(path, async entry =>
    {
        if (entry.Name == ManifestName)
        {
            return;
        }

        var place = placeOf(entry.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(place)!);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = OwnerOnly };
        await using var file = new FileStream(place, options);
        await (entry.DataStream ?? Stream.Null).CopyToAsync(file, ct);
        file.Flush(flushToDisk: true);
    }, ct);

    private static Task AddAsync(TarWriter tar, string name, Stream content, DateTime time, CancellationToken ct) =>
        tar.WriteEntryAsync(
            new PaxTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = content,
                Mode = OwnerOnly,
                ModificationTime = new DateTimeOffset(time),
            },
            ct);

    private static async Task ForEachAsync(string path, Func<TarEntry, Task> take, CancellationToken ct)
    {
        try
        {
            await using var file = File.OpenRead(path);
            await using var packed = new GZipStream(file, CompressionMode.Decompress);
            await using var tar = new TarReader(packed);
            while (await tar.GetNextEntryAsync(copyData: false, ct) is { } entry)
            {
                await take(entry);
            }

            // The checksum of the compressed stream comes after the last entry.
            await packed.CopyToAsync(Stream.Null, ct);
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or FormatException)
        {
            throw Damaged(path, e.Message);
        }
    }

    private static async Task<BackupManifest> ManifestAsync(string path, TarEntry entry, CancellationToken ct)
    {
        try
        {
            return entry.Name == ManifestName && entry.DataStream is { } content
                ? await JsonSerializer.DeserializeAsync(content, BackupJson.Default.BackupManifest, ct) ?? throw NoBackup(path)
                : throw NoBackup(path);
        }
        catch (JsonException)
        {
            throw NoBackup(path);
        }
    }

    private static async Task<bool> IsAsync(TarEntry entry, BackupEntry expected, CancellationToken ct) =>
        entry.EntryType is TarEntryType.RegularFile
            && entry.Length == expected.Size
            && Convert.ToHexStringLower(await SHA256.HashDataAsync(entry.DataStream ?? Stream.Null, ct)) == expected.Sha256;

    // Entries must not be unpacked outside their folder.
    private static bool IsSafe(string name) =>
        name.Split('/').All(step => step is not ("" or "." or "..")) && !name.Contains('\0', StringComparison.Ordinal);

    private static StartException NoBackup(string path) => new($"{path} is not a backup made by this program.");

    private static StartException Damaged(string path, string what) => new($"The backup {path} is damaged: {what}. Nothing was restored.");
}
