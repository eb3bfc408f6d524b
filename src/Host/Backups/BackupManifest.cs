using System.Text.Json.Serialization;
using Tracker.Platform.Http;
using Tracker.Platform.Storage;

namespace Tracker.Host.Backups;

/// <summary>The contents of a backup, as its first entry.</summary>
/// <param name="Format">The layout of the archive; a newer format than <see cref="CurrentFormat"/> is rejected.</param>
/// <param name="Program">The version that wrote it.</param>
/// <param name="CreatedAt">UTC.</param>
/// <param name="Databases">The stores with the row counts of their tables.</param>
/// <param name="Entries">All other entries of the archive.</param>
internal sealed record BackupManifest(
    int Format, string System, string Program, DateTime CreatedAt, IReadOnlyList<StoreRows> Databases, IReadOnlyList<BackupEntry> Entries)
{
    /// <summary>The format this version writes, and the newest it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>The time of the first snapshot, in UTC; the others are later. Null in backups of older versions.</summary>
    public DateTime? SnapshotsFrom { get; init; }

    /// <summary>The number of files that belong to rows.</summary>
    [JsonIgnore]
    public int FileCount => Entries.Count(entry => entry.Name.StartsWith(DataFolderSettings.Files + "/", StringComparison.Ordinal));
}

/// <param name="Tables">Each table's number of rows.</param>
internal sealed record StoreRows(string Store, IReadOnlyDictionary<string, long> Tables);

/// <param name="Name">A relative path.</param>
/// <param name="Size">In bytes.</param>
/// <param name="Sha256">In lower-case hexadecimal.</param>
internal sealed record BackupEntry(string Name, long Size, string Sha256);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(UtcMillisecondsJsonConverter)])]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
