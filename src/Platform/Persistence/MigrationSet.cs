using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;

namespace Tracker.Platform.Persistence;

/// <summary>
/// One numbered schema change. Its file is named <c>0001_what_it_does.sql</c> and never changes once it is applied anywhere.
/// </summary>
/// <param name="Version">A set is applied in this order.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Sql">Runs in one transaction.</param>
public sealed record Migration(int Version, string Name, string Sql)
{
    /// <summary>SHA-256 of the text: a file that changed after it was applied is rejected.</summary>
    public byte[] Checksum => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Sql));
}

/// <summary>A migration that a database has.</summary>
internal sealed record AppliedMigration(string Name, byte[] Checksum)
{
    /// <summary>False when it was interrupted, so that it runs again.</summary>
    public bool IsComplete { get; init; } = true;
}

/// <summary>Which sets come first: each may build on those before it, and on no other of its own layer.</summary>
public enum MigrationLayer
{
    /// <summary>Functions that compare text.</summary>
    Text,

    /// <summary>The tables of a module.</summary>
    Module,

    /// <summary>The tables of the platform: messaging, retention.</summary>
    Platform,

    /// <summary>What a system adds to the tables of its modules.</summary>
    System,
}

/// <summary>The schema of one module or system: the numbered files in its <c>Migrations</c> folder, embedded in its assembly.</summary>
/// <param name="Name">The name under which the database records what is applied.</param>
/// <param name="Migrations">Ordered by number.</param>
public sealed record MigrationSet(string Name, IReadOnlyList<Migration> Migrations)
{
    /// <summary>Its place in the order of sets; the default is <see cref="MigrationLayer.System"/>.</summary>
    public MigrationLayer Layer { get; init; } = MigrationLayer.System;

    /// <summary>Reads the embedded <c>*.sql</c> of a folder.</summary>
    /// <param name="folder">The end of its path, with dots for slashes. An assembly with several sets has a folder for each.</param>
    /// <exception cref="InvalidOperationException">There are no files, or two have the same number.</exception>
    public static MigrationSet Embedded(string name, MigrationLayer layer, Assembly assembly, string folder = "Migrations")
    {
        var place = $".{folder}.";
        var migrations = assembly.GetManifestResourceNames()
            .Select(resource => (Resource: resource, File: FileIn(place, resource)))
            .Where(found => found.File is not null)
            .Select(found => Read(assembly, found.Resource, found.File!))
            .OrderBy(migration => migration.Version)
            .ToList();
        return migrations.Count > 0 && migrations.DistinctBy(migration => migration.Version).Count() == migrations.Count
            ? new MigrationSet(name, migrations) { Layer = layer }
            : throw new InvalidOperationException($"{assembly.GetName().Name} needs migrations with distinct numbers");
    }

    /// <summary>Sets in the order in which they are applied.</summary>
    internal static IEnumerable<MigrationSet> InOrder(IEnumerable<MigrationSet> sets) =>
        sets.OrderBy(set => set.Layer).ThenBy(set => set.Name, StringComparer.Ordinal);

    /// <summary>The migrations that a database still needs.</summary>
    /// <param name="applied">By version, what the database has of this set.</param>
    /// <exception cref="InvalidOperationException">An applied file has changed, or this version does not know it.</exception>
    internal IReadOnlyList<Migration> Pending(Dictionary<int, AppliedMigration> applied)
    {
        var pending = new List<Migration>();
        foreach (var migration in Migrations)
        {
            var isRecorded = applied.Remove(migration.Version, out var row);
            if (isRecorded && !row!.Checksum.AsSpan().SequenceEqual(migration.Checksum))
            {
                throw new InvalidOperationException(
                    $"Migration {Name}/{row.Name} was applied to this database and has changed since. "
                    + "Restore the file and put the change into a new one.");
            }

            if (!isRecorded || !row!.IsComplete)
            {
                pending.Add(migration);
            }
        }

        return applied.Count == 0
            ? pending
            : throw new InvalidOperationException(
                $"The database has migration {Name}/{applied.Values.First().Name}, which this version does not know. "
                + "Run a version at least as new as the one that applied it.");
    }

    private static string? FileIn(string place, string resource)
    {
        var start = resource.IndexOf(place, StringComparison.Ordinal);
        var file = start < 0 ? "" : resource[(start + place.Length)..];
        // A resource's name has dots instead of slashes; only a file's name begins with the number.
        return file.EndsWith(".sql", StringComparison.Ordinal) && char.IsAsciiDigit(file[0]) ? file : null;
    }

    private static Migration Read(Assembly assembly, string resource, string file)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new Migration(int.Parse(file.AsSpan(0, file.IndexOf('_')), CultureInfo.InvariantCulture), file, reader.ReadToEnd());
    }
}
