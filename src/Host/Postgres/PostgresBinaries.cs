using System.Globalization;
using System.Text.RegularExpressions;

namespace Tracker.Host.Postgres;

/// <summary>Finds the PostgreSQL programs of this machine.</summary>
internal static partial class PostgresBinaries
{
    private static readonly string[] Prefixes = ["/usr/lib/postgresql/", "/usr/pgsql-"];

    /// <summary>The folder with <c>initdb</c> and <c>postgres</c>, or null.</summary>
    /// <param name="version">The major version that must be; null for any, the one on <c>PATH</c> first, then the newest.</param>
    public static string? Find(string? version) =>
        OnPath().Concat(Installed()).FirstOrDefault(folder => version is null || VersionOf(folder) == version);

    /// <summary>The version and folder that a new private database would use, in one line, or that there is none.</summary>
    public static string Describe() =>
        Find(version: null) is { } folder ? $"PostgreSQL {FullVersionOf(folder)} in {folder}" : "PostgreSQL is not installed";

    /// <summary>The major version of the programs in a folder, e.g. <c>15</c>.</summary>
    public static string VersionOf(string folder) =>
        InPath().Match(folder) is { Success: true } match
            ? match.Groups["version"].Value
            : InText().Match(Tool.Run(Path.Combine(folder, "postgres"), "--version").Output).Groups["version"].Value;

    /// <summary>The version of the programs in a folder with its minor number, e.g. <c>15.14</c>.</summary>
    private static string FullVersionOf(string folder) =>
        InOutput().Match(Tool.Run(Path.Combine(folder, "postgres"), "--version").Output) is { Success: true } match
            ? match.Groups["version"].Value
            : VersionOf(folder);

    private static IEnumerable<string> OnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries).Where(IsComplete).Select(Resolve);

    private static IEnumerable<string> Installed() =>
        Prefixes.Select(prefix => Path.GetDirectoryName(prefix)!).Where(Directory.Exists).Distinct()
            .SelectMany(Directory.EnumerateDirectories)
            .Where(folder => Prefixes.Any(prefix => folder.StartsWith(prefix, StringComparison.Ordinal)))
            .Select(folder => Path.Combine(folder, "bin"))
            .Where(IsComplete)
            .OrderByDescending(folder => double.TryParse(VersionOf(folder), CultureInfo.InvariantCulture, out var version) ? version : 0);

    // A distribution may put links to single programs on the PATH; the folder they point to has the rest, and its version in its name.
    private static string Resolve(string folder) =>
        Path.GetDirectoryName(File.ResolveLinkTarget(Path.Combine(folder, "postgres"), returnFinalTarget: true)?.FullName ?? Path.Combine(folder, "postgres"))!;

    private static bool IsComplete(string folder) => File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb"));

    [GeneratedRegex(@"^(/usr/lib/postgresql/|/usr/pgsql-)(?<version>\d+)/bin$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InPath();

    [GeneratedRegex(@"\s(?<version>\d+[.\w]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InOutput();

    [GeneratedRegex(@"\s(?<version>\d+)[.\dbr]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InText();
}
