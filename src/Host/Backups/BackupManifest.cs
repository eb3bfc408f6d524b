using System.Text.Json.Serialization;
using Tracker.Platform.Http;
using Tracker.Platform.Storage;

namespace Tracker.Host.Backups;

/// <summary>What is in a backup: its first entry.</summary>
/// <param name="Format">How the archive is laid out; a program reads the formats it knows.</param>
/// <param name="System">The system it was made of.</param>
/// <param name="Program">The version that made it.</param>
/// <param name="CreatedAt">When, in UTC.</param>
/// <param name="Databases">The stores, with the rows of each table.</param>
/// <param name="Entries">Every other entry of the archive.</param>
internal sealed record BackupManifest(int Format, string System, string Program, DateTime CreatedAt, IReadOnlyList<StoreRows> Databases, IReadOnlyList<BackupEntry> Entries)
{
    /// <summary>The format this program writes, and the newest it reads.</summary>
    public const int CurrentFormat = 1;

    /// <summary>When the first database's moment was chosen, in UTC; those of the others are later. Backups made before this was noted have null.</summary>
    public DateTime? SnapshotsFrom { get; init; }

    /// <summary>How many files of rows there are.</summary>
    [JsonIgnore]
    public int FileCount => Entries.Count(entry => entry.Name.StartsWith(DataFolderSettings.Files + "/", StringComparison.Ordinal));
}

/// <summary>A store in a backup.</summary>
/// <param name="Store">Its name.</param>
/// <param name="Tables">Each table with the number of its rows.</param>
internal sealed record StoreRows(string Store, IReadOnlyDictionary<string, long> Tables);

/// <summary>An entry of the archive.</summary>
/// <param name="Name">Its name, a relative path.</param>
/// <param name="Size">Its length in bytes.</param>
/// <param name="Sha256">Its SHA-256, in lower-case hexadecimal.</param>
internal sealed record BackupEntry(string Name, long Size, string Sha256);

/// <summary>The manifest's form.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(UtcMillisecondsJsonConverter)])]
[JsonSerializable(typeof(BackupManifest))]
internal sealed partial class BackupJson : JsonSerializerContext;
