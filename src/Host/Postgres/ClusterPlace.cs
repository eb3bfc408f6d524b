using System.Security.Cryptography;
using System.Text;
using Tracker.Platform.Hosting;

namespace Tracker.Host.Postgres;

/// <summary>
/// The location of a data folder's cluster and the account of PostgreSQL, which does not run as root and then needs a folder that another
/// user can enter.
/// </summary>
/// <param name="Folder">Has the cluster in <c>data</c>, its log and its socket.</param>
/// <param name="Account">User and group id of the server; null for the current user.</param>
internal sealed record ClusterPlace(string Folder, (string User, string Group)? Account)
{
    private const string Elsewhere = "/var/lib/tracker";

    public string Data => Path.Combine(Folder, "data");

    public string Log => Path.Combine(Folder, "log");

    /// <summary>The major version of the cluster; null when there is none yet.</summary>
    public string? Version => File.Exists(VersionFile(Folder)) ? File.ReadAllText(VersionFile(Folder)).Trim() : null;

    /// <summary>The file in the data folder that holds this location; null when the cluster is in the data folder itself.</summary>
    private string? Sign { get; init; }

    /// <summary>Whether a data folder has a cluster.</summary>
    /// <exception cref="StartException">The data folder was moved away from its cluster.</exception>
    public static bool Has(string dataFolder) =>
        File.Exists(VersionFile(Path.Combine(dataFolder, "postgres")))
        || (Directory.Exists(dataFolder) && Of(dataFolder).Version is not null);

    /// <summary>Finds a data folder's cluster, or the location for a new one. Creates nothing.</summary>
    /// <exception cref="StartException">The data folder was moved away from its cluster.</exception>
    public static ClusterPlace Of(string dataFolder)
    {
        var home = Path.Combine(dataFolder, "postgres");
        if (Environment.UserName != "root")
        {
            return new ClusterPlace(home, Account: null);
        }

        if (File.Exists(VersionFile(home)))
        {
            return new ClusterPlace(home, OwnerOf(home));
        }

        var elsewhere = Path.Combine(Elsewhere, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(dataFolder)))[..16]);
        var sign = Path.Combine(dataFolder, "postgres.location");
        if (File.Exists(sign) && File.ReadAllText(sign).Trim() is var known && known != elsewhere)
        {
            throw new StartException(
                $"The database of {dataFolder} is in {known}, created when the folder had another path. "
                + $"Move it: mv {known} {elsewhere} && echo {elsewhere} >{sign}");
        }

        if (IsOpenToAll(dataFolder))
        {
            return new ClusterPlace(home, Unprivileged());
        }

        return new ClusterPlace(elsewhere, File.Exists(VersionFile(elsewhere)) ? OwnerOf(elsewhere) : Unprivileged()) { Sign = sign };
    }

    /// <summary>Creates the folder, accessible to the server's user only.</summary>
    public void Create()
    {
        if (Sign is not null)
        {
            Directory.CreateDirectory(Elsewhere);
            File.WriteAllText(Sign, Folder + "\n");
        }

        var owner = Account is { } account ? ["-o", account.User, "-g", account.Group] : Array.Empty<string>();
        var (code, output) = Tool.Run("install", ["-d", "-m", "0700", .. owner, Folder]);
        if (code != 0)
        {
            throw new StartException($"Cannot create {Folder}: {output}");
        }
    }

    /// <summary>Prefixes a command with the change of user.</summary>
    public IReadOnlyList<string> Command(params IEnumerable<string> command) =>
        Account is { } account
            ? ["setpriv", "--reuid=" + account.User, "--regid=" + account.Group, "--clear-groups", "--", .. command]
            : [.. command];

    private static string VersionFile(string folder) => Path.Combine(folder, "data", "PG_VERSION");

    private static bool IsOpenToAll(string folder)
    {
        for (var above = new DirectoryInfo(folder); above is not null; above = above.Parent)
        {
            if (!above.UnixFileMode.HasFlag(UnixFileMode.OtherExecute))
            {
                return false;
            }
        }

        return true;
    }

    private static (string User, string Group) OwnerOf(string folder)
    {
        var ids = Tool.Run("stat", "-c", "%u:%g", folder).Output.Split(':');
        return (ids[0], ids[1]);
    }

    private static (string User, string Group) Unprivileged()
    {
        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':'))
            .Where(fields => fields.Length > 3)
            .ToDictionary(fields => fields[0], fields => (fields[2], fields[3]));
        return accounts.TryGetValue("postgres", out var postgres) ? postgres
            : accounts.TryGetValue("nobody", out var nobody) ? nobody
            : ("65534", "65534");
    }
}
