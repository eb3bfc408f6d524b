using Tracker.Platform.Hosting;
using Tracker.Platform.Persistence;

namespace Tracker.Host.Postgres;

/// <summary><c>pg_dump</c> and <c>pg_restore</c> of the cluster's version.</summary>
/// <param name="binaries">The folder of the programs.</param>
internal sealed class PostgresTools(string binaries)
{
    /// <exception cref="StartException">The programs for the data folder's cluster are missing.</exception>
    public static PostgresTools Of(string dataFolder)
    {
        var version = ClusterPlace.Of(dataFolder).Version;
        return new PostgresTools(
            PostgresBinaries.Find(version)
            ?? throw new StartException($"The programs of PostgreSQL {version} are not installed here."));
    }

    /// <summary>Dumps a database as another session's exported snapshot sees it.</summary>
    public Task DumpAsync(string url, string snapshot, string file, CancellationToken ct) =>
        RunAsync("pg_dump", url, ["--format=custom", "--no-owner", "--no-privileges", $"--snapshot={snapshot}", $"--file={file}"], ct);

    /// <summary>Restores a dump into an empty database, in one transaction.</summary>
    public Task RestoreAsync(string url, string file, CancellationToken ct) =>
        RunAsync(
            "pg_restore",
            url,
            ["--no-owner", "--exit-on-error", "--single-transaction", $"--dbname={PostgresUrl.Parse(url).Database}", file],
            ct);

    private async Task RunAsync(string program, string url, IEnumerable<string> arguments, CancellationToken ct)
    {
        var to = PostgresUrl.Parse(url);
        var login = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["PGHOST"] = to.Host!,
            ["PGPORT"] = to.Port.ToString(),
            ["PGUSER"] = to.Username!,
            ["PGPASSWORD"] = to.Password!,
            ["PGDATABASE"] = to.Database!,
        };
        var (code, output) = await Tool.RunAsync(Path.Combine(binaries, program), arguments, login, ct);
        if (code != 0)
        {
            throw new StartException($"{program} failed: {output}");
        }
    }
}
