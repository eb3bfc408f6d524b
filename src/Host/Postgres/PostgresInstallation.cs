using System.Diagnostics;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Postgres;

/// <summary>Sees to it that the machine has PostgreSQL.</summary>
internal static class PostgresInstallation
{
    /// <summary>The folder of the programs; as root they are installed first when they are missing.</summary>
    /// <param name="version">The major version an existing cluster needs; null for any.</param>
    /// <param name="progress">Told what is installed.</param>
    /// <param name="ct">Ends the installation.</param>
    /// <exception cref="StartException">They are missing and could not be installed.</exception>
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

        var wanted = version is null ? "PostgreSQL is" : $"The database was made by PostgreSQL {version}, which is";
        throw new StartException($"{wanted} not installed here. Install it (Debian, Ubuntu: apt-get install {package}), or give the address of a server in <SERVICE>_DATABASE_URL.");
    }

    // The command knows how to add packages without starting servers: the tests need that too.
    private static async Task InstallAsync(string command, string package, CancellationToken ct)
    {
        using var installer = Process.Start(command, ["packages", package]);
        await installer.WaitForExitAsync(ct);
    }
}
