using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;
using Tracker.Host.Postgres;
using Tracker.Platform.Persistence;

namespace Tracker.Bench.Load;

/// <summary>
/// The yardstick of the machine: pgbench's select of one of 100,000 rows by primary key, prepared, over 16 connections to the cluster of
/// the measured service.
/// </summary>
internal sealed partial class PointReads(string url)
{
    private const string DatabaseName = "point_reads";

    private readonly string program = Path.Combine(
        PostgresBinaries.Find(version: null) ?? throw new InvalidOperationException("PostgreSQL is not installed."), "pgbench");

    private readonly NpgsqlConnectionStringBuilder settings = PostgresUrl.Parse(url);

    /// <summary>Creates the rows, in a database of their own.</summary>
    public async Task PrepareAsync(CancellationToken ct)
    {
        settings.Pooling = false;
        await using (var session = new NpgsqlConnection(settings.ConnectionString))
        {
            await session.OpenAsync(ct);
            await using var create = new NpgsqlCommand($"create database {DatabaseName}", session);
            await create.ExecuteNonQueryAsync(ct);
        }

        await RunAsync(["-q", "-i", "-s", "1"], ct);
    }

    /// <summary>Point reads per second.</summary>
    public async Task<double> MeasureAsync(TimeSpan duration, CancellationToken ct)
    {
        var output = await RunAsync(["-n", "-S", "-M", "prepared", "-c", "16", "-j", "2", "-T", $"{duration.TotalSeconds:0}"], ct);
        return Rate().Match(output) is { Success: true } found
            ? double.Parse(found.Groups["rate"].Value, CultureInfo.InvariantCulture)
            : throw new InvalidOperationException($"pgbench failed:{Environment.NewLine}{output}");
    }

    private async Task<string> RunAsync(IEnumerable<string> arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, [.. arguments, DatabaseName])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        (start.Environment["PGHOST"], start.Environment["PGPORT"]) = (settings.Host, $"{settings.Port}");
        (start.Environment["PGUSER"], start.Environment["PGPASSWORD"]) = (settings.Username, settings.Password);
        using var process = Process.Start(start)!;
        await using var cut = ct.Register(() => process.Kill());
        var errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var output = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        ct.ThrowIfCancellationRequested();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"pgbench failed: {await errors}");
    }

    [GeneratedRegex(@"^tps = (?<rate>[\d.]+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Rate();
}
