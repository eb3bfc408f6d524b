using System.Globalization;
using System.Text.RegularExpressions;

namespace Tracker.Host.Postgres;

/// <summary>Finds the PostgreSQL programs of this machine.</summary>
internal static partial class PostgresBinaries
{
    private static readonly string[] Prefixes = ["/usr/lib/postgresql/", "/usr/pgsql-"];

    /// <summary>The folder with <c>initdb</c> and <c>postgres</c>, or null.</summary>
    /// <param name="version">The required major version; null for any: first the one on <c>PATH</c>, then the newest.</param>
    public static string? Find(string? version) =>
        OnPath().Concat(Installed()).FirstOrDefault(folder => version is null || VersionOf(folder) == version);

    /// <summary>The version and folder that a new private database would use, in one line, or that there is none.</summary>
    public static string Describe() =>
        Find(version: null) is { } folder ? $"PostgreSQL {FullVersionOf(folder)} in {folder}" : "PostgreSQL is not installed";

    /// <summary>The major version of a folder's programs, for example <c>15</c>.</summary>
    public static string VersionOf(string folder) =>
        InPath().Match(folder) is { Success: true } match
            ? match.Groups["version"].Value
            : InText().Match(Tool.Run(Path.Combine(folder, "postgres"), "--version").Output).Groups["version"].Value;

    /// <summary>The full version of a folder's programs, for example <c>15.14</c>.</summary>
    private static string FullVersionOf(string folder) =>
        InOutput().Match(Tool.Run(Path.Combine(folder, "postgres"), "--version").Output) is { Success: true } match
            ? match.Groups["version"].Value
            : VersionOf(folder);

    private static IEnumerable<string> OnPath() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Where(IsComplete)
            .Select(Resolve);

    private static IEnumerable<string> Installed() =>
        Prefixes.Select(prefix => Path.GetDirectoryName(prefix)!).Where(Directory.Exists).Distinct()
            .SelectMany(Directory.EnumerateDirectories)
            .Where(folder => Prefixes.Any(prefix => folder.StartsWith(prefix, StringComparison.Ordinal)))
            .Select(folder => Path.Combine(folder, "bin"))
            .Where(IsComplete)
            .OrderByDescending(folder => double.TryParse(VersionOf(folder), CultureInfo.InvariantCulture, out var version) ? version : 0);

    // A distribution may link single programs into the PATH; the link's target folder has the others, and the version in its name.
    private static string Resolve(string folder)
    {
        var program = Path.Combine(folder, "postgres");
        return Path.GetDirectoryName(File.ResolveLinkTarget(program, returnFinalTarget: true)?.FullName ?? program)!;
    }

    private static bool IsComplete(string folder) =>
        File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb"));

    [GeneratedRegex(
        @"^(/usr/lib/postgresql/|/usr/pgsql-)(?<version>\d+)/bin$", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InPath();

    [GeneratedRegex(@"\s(?<version>\d+[.\w]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InOutput();

    [GeneratedRegex(@"\s(?<version>\d+)[.\dbr]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex InText();
}
