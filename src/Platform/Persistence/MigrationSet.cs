using System.Globalization;
using System.Reflection;
using System.Security.Cryptography;

namespace Tracker.Platform.Persistence;

/// <summary>One numbered schema change. Its file is named <c>0001_what_it_does.sql</c> and never changes once it was applied anywhere.</summary>
/// <param name="Version">Its number; a set is applied in this order.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Sql">The statements, run in one transaction.</param>
public sealed record Migration(int Version, string Name, string Sql)
{
    /// <summary>SHA-256 of the text: a file that was changed after it was applied is refused.</summary>
    public byte[] Checksum { get; } = SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Sql));
}

/// <summary>The schema of one module or system: the numbered files in its <c>Migrations</c> folder, embedded in its assembly.</summary>
/// <param name="Name">Under this name the database records what was applied.</param>
/// <param name="Migrations">The files, by number.</param>
public sealed record MigrationSet(string Name, IReadOnlyList<Migration> Migrations)
{
    /// <summary>Reads the embedded <c>Migrations/*.sql</c> of an assembly.</summary>
    /// <param name="name">The set's name.</param>
    /// <param name="assembly">The assembly that has them.</param>
    /// <exception cref="InvalidOperationException">There are none, or two have the same number.</exception>
    public static MigrationSet Embedded(string name, Assembly assembly)
    {
        var migrations = assembly.GetManifestResourceNames()
            .Where(resource => resource.Contains(".Migrations.", StringComparison.Ordinal) && resource.EndsWith(".sql", StringComparison.Ordinal))
            .Select(resource => Read(assembly, resource))
            .OrderBy(migration => migration.Version)
            .ToList();
        return migrations.Count > 0 && migrations.DistinctBy(migration => migration.Version).Count() == migrations.Count
            ? new MigrationSet(name, migrations)
            : throw new InvalidOperationException($"{assembly.GetName().Name} needs migrations with distinct numbers");
    }

    private static Migration Read(Assembly assembly, string resource)
    {
        var file = resource[(resource.IndexOf(".Migrations.", StringComparison.Ordinal) + ".Migrations.".Length)..];
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return new Migration(int.Parse(file.AsSpan(0, file.IndexOf('_')), CultureInfo.InvariantCulture), file, reader.ReadToEnd());
    }
}
