using Tracker.Platform.Hosting.Postgres;

namespace Tracker.Platform.Hosting;

/// <summary>The PostgreSQL of this machine that a new private database would use.</summary>
public static class InstalledPostgres
{
    /// <summary>Its version and folder in one line, or that there is none.</summary>
    public static string Describe() =>
        PostgresBinaries.Find(version: null) is { } folder
            ? $"PostgreSQL {PostgresBinaries.FullVersionOf(folder)} in {folder}"
            : "PostgreSQL is not installed";
}
