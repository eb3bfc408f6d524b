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
