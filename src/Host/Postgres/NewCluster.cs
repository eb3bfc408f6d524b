using Tracker.Platform.Hosting;

namespace Tracker.Host.Postgres;

internal static class NewCluster
{
    // The server's user writes the password file, since it could not read ours. The script deletes it after initdb.
    private const string Script = """
        umask 077 && cd "$1" && rm -rf data.new && cat >initial-password && shift && "$@"
        code=$?
        rm -f initial-password
        [ $code -eq 0 ] && mv data.new data
        """;

    /// <summary>
    /// Creates the cluster under a temporary name and renames it when it is complete, so that a crash leaves no partial one.
    /// </summary>
    /// <exception cref="StartException"><c>initdb</c> failed; the message has the end of its output.</exception>
    public static void Create(ClusterPlace place, string binaries, string user, string password)
    {
        place.Create();
        var output = "";
        foreach (var locale in Locales(int.Parse(PostgresBinaries.VersionOf(binaries))))
        {
            IEnumerable<string> initdb =
            [
                Path.Combine(binaries, "initdb"), "--pgdata=data.new", "--username=" + user, "--pwfile=initial-password",
                "--auth=scram-sha-256", "--encoding=UTF8", .. locale,
            ];
            var command = place.Command(["sh", "-c", Script, "initdb", place.Folder, .. initdb]);
            (var code, output) = Tool.Run(command[0], "/", password, command.Skip(1));
            if (code == 0)
            {
                return;
            }
        }

        throw new StartException($"initdb could not create a database cluster in {place.Folder}: {output}");
    }

    // From PostgreSQL 17 on its built-in C.UTF-8, which no upgrade of the C library changes; before, that of the library; some systems have
    // only C.
    private static IEnumerable<string[]> Locales(int version) =>
        version >= 17 ? [["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]] : [["--locale=C.UTF-8"], ["--locale=C"]];
}
