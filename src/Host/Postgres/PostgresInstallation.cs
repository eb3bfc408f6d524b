using System.Diagnostics;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Postgres;

/// <summary>Finds or installs the PostgreSQL programs.</summary>
internal static class PostgresInstallation
{
    /// <summary>Returns the folder of the programs; as root, missing ones are installed first.</summary>
    /// <param name="version">The major version of an existing cluster; null for any.</param>
    /// <exception cref="StartException">They are missing and cannot be installed.</exception>
    public static async Task<string> RequireAsync(string? version, TextWriter progress, CancellationToken ct)
    {
        if (PostgresBinaries.Find(version) is { } found)
        {
            return found;
        }

        var package = version is null ? "postgresql" : $"postgresql-{version}";
        if (Environment.UserName == "root" && Environment.GetEnvironmentVariable("TRACKER_COMMAND") is { Length: > 0 } command)
        {
            progress.WriteLine($"Installing {package}");
            await InstallAsync(command, package, ct);
            if (PostgresBinaries.Find(version) is { } installed)
            {
                return installed;
            }
        }

        var wanted = version is null ? "PostgreSQL is" : $"The database was created by PostgreSQL {version}, which is";
        throw new StartException(
            $"{wanted} not installed here. Install it (Debian, Ubuntu: apt-get install {package}), "
            + "or set <SERVICE>_DATABASE_URL to the URL of a server.");
    }

    // The command installs packages without starting their servers.
    private static async Task InstallAsync(string command, string package, CancellationToken ct)
    {
        using var installer = Process.Start(command, ["packages", package]);
        await installer.WaitForExitAsync(ct);
    }
}
